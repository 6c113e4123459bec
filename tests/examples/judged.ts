/** Judges a program in `examples/` by the command line. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../schemas/generated/types.ts';
import { ptshare } from '../cli/shell.ts';

/** The file in `examples/`. */
export const example = (path: string): string => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));

/** Can this program be started here? */
export const here = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** The exit code and the report of `ptshare run` with these arguments. */
export async function judged(program: string, ...argv: readonly string[]): Promise<{ code: number; report: Report }> {
  const { code, out } = await ptshare(['run', ...argv, '--on', `exec:${program}`, '--json']);
  return { code, report: JSON.parse(out) as Report };
}

/** The rules with this verdict. */
export const withVerdict = ({ rules }: Report, wanted: string): string[] =>
  rules.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);

/** What a program cannot be asked for, since the protocol cannot say it: calls in flight, and allocations that fail. */
export const NOT_SAID = ['no-memory-told'];

/** The reasons for which traces were skipped, without those for calls in flight and failing allocations. */
export const otherSkips = ({ skipped }: Report): string[] =>
  skipped.map(({ reason }) => reason).filter((reason) => !/one call at a time|fail/u.test(reason));
