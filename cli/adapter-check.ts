/** `ptshare adapter check`: a numbered list of what a program was asked, and what came of it. */
import { plain } from '../reports/plain.ts';
import { InputError } from '../schemas/input-error.ts';
import type { OpenChannel } from '../adapters/wire/channel.ts';
import { programOf } from '../adapters/exec-stage.ts';
import { tryBody } from '../adapters/wire/try-body.ts';
import type { TrialResult } from '../adapters/wire/try-body.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

export interface AdapterCheckOptions {
  readonly deadline: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const START_MILLISECONDS = 10_000;

/** The program of a body. @throws InputError no-program where it is none, and what a command that cannot be found throws */
export function programNamed(name: string): OpenChannel {
  const open = programOf(name);
  if (open !== undefined) return open;
  throw new InputError('no-program', `${name} is no program, and speaks no protocol`, {
    hint: /^[^:]*\/[^:]*$/u.test(name) ? `a program is named exec:${name}` : 'name one: exec:./my-body, or exec:python3 my-body.py',
  });
}

/** @throws InputError: see programNamed */
export async function check(name: string, { deadline, json, quiet }: AdapterCheckOptions, io: Io): Promise<ExitCode> {
  const results: TrialResult[] = [];
  let unsaid = '';
  for await (const result of tryBody(programNamed(name), { startMilliseconds: START_MILLISECONDS, stepMilliseconds: deadline })) {
    results.push(result);
    if (json === true) continue;
    const text = textOf(results.length, result);
    if (quiet === true && result.result !== 'failed') continue;
    if (quiet === true) unsaid += text;
    else io.out(text);
  }
  const passed = results.every(({ result }) => result !== 'failed');
  if (json === true) io.out(`${JSON.stringify({ body: name, passed, trials: results })}\n`);
  else if (quiet !== true || !passed) io.out(unsaid + summary(results));
  return passed ? EXIT.ok : EXIT.broken;
}

const MARKS = { passed: 'ok    ', failed: 'FAILED', exempt: '-     ' } as const;

function textOf(number: number, { sentence, result, remark, hint, id }: TrialResult): string {
  const head = `${String(number).padStart(3)}  ${MARKS[result]}  ${sentence}${result === 'failed' ? ` [${id}]` : ''}`;
  if (result !== 'failed') return `${head}${remark === undefined ? '' : ` (${plain(remark, 300)})`}\n`;
  const [reason = '', ...more] = (remark ?? '').split('\n').map((line) => plain(line, 800));
  const lines = [`what happened  ${reason}`, ...more.map((line) => `               ${line}`), `what to do     ${hint ?? ''}`];
  return `${head}\n${lines.map((line) => `             ${line}\n`).join('')}`;
}

function summary(results: readonly TrialResult[]): string {
  const count = (wanted: TrialResult['result']): number => results.filter(({ result }) => result === wanted).length;
  const failures = count('failed');
  const verdict = failures === 0 ? 'It speaks the protocol' : 'It does not speak the protocol';
  return `${verdict}: ${count('passed')} passed, ${failures} failed, ${count('exempt')} not asked for.\n`;
}
