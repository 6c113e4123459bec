/** `ptshare detect`: whether the shipped stories tell wrong bodies and wrong specifications from right ones. */
import { catchesOf, detect as measure, isCaught, systematic } from '../detect/index.ts';
import type { BodyRow, Detection } from '../detect/index.ts';
import { count } from '../oracle/conclude.ts';
import { wrap } from '../reports/wrap.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { loadSuite } from '../suites/load.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import type { Subcommand } from './subcommand.ts';

const AFTERWARDS = `
Examples:
  ptshare detect                the scores, the smallest set of stories, and what survives
  ptshare detect --matrix       … and for each wrong body the rules that tell it, each with its shortest story
  ptshare detect --json         all of it for programs

Exit codes:
  0    at least 98 % of the wrong bodies and 90 % of the wrong specifications are told
  1    fewer are told
  2    bad input
  70   a fault of ptshare itself
  130  interrupted`;

/** Shares that must be told, in per cent. */
const LEAST = { bodies: 98, specifications: 90 };
const WIDTH = 100;

interface Options {
  readonly json?: boolean;
  readonly matrix?: boolean;
  readonly quiet?: boolean;
}

class Interrupted extends Error {}

export const detect: Subcommand = (command, io, done) => {
  command
    .option('--matrix', 'for each body the rules that tell it, each with its shortest story')
    .option('--json', 'print everything, or the error, as JSON')
    .option('--quiet', 'print no progress')
    .addHelpText('after', AFTERWARDS)
    .action(async (options: Options) => done(await perform(options, io)));
};

async function perform(options: Options, io: Io): Promise<ExitCode> {
  const suite = await loadSuite([]);
  const stories: Trace[] = [];
  for await (const { trace } of suite.traces()) stories.push(trace);
  io.catchInterrupts();
  try {
    const found = await measure({ hash: suite.hash, stories }, watcher(options.quiet === true, io));
    if (io.errIsTty && options.quiet !== true) io.err('\r\u001b[K');
    io.out(options.json === true ? `${JSON.stringify(toJson(found))}\n` : text(found, options.matrix === true));
    return isEnough(found) ? EXIT.ok : EXIT.violations;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    io.err('interrupted: nothing is known before all of it was judged\n');
    return io.interrupted.code ?? EXIT.interrupted;
  }
}

/** Says how far it is, takes breath, and ends at an interrupt. */
function watcher(quiet: boolean, io: Io): (what: string) => Promise<void> {
  let shownAt = performance.now();
  return async (what) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (io.interrupted.aborted) throw new Interrupted();
    const now = performance.now();
    if (quiet || now - shownAt < (io.errIsTty ? 100 : 5000)) return;
    shownAt = now;
    io.err(io.errIsTty ? `\r\u001b[Kjudged ${what}` : `judged ${what}\n`);
  };
}

interface Scores {
  readonly bodies: { readonly caught: number; readonly of: number; readonly survivors: readonly string[] };
  readonly specifications: { readonly caught: number; readonly of: number; readonly survivors: readonly string[] };
}

function scoresOf({ bodies, specifications }: Detection): Scores {
  const [alive, unkilled] = [bodies.filter((row) => !isCaught(row)), specifications.filter(({ killedBy }) => killedBy === undefined)];
  return {
    bodies: { caught: bodies.length - alive.length, of: bodies.length, survivors: alive.map(({ body }) => body) },
    specifications: {
      caught: specifications.length - unkilled.length,
      of: specifications.length,
      survivors: unkilled.map(({ mutant }) => mutant),
    },
  };
}

function isEnough(found: Detection): boolean {
  const { bodies, specifications } = scoresOf(found);
  return bodies.caught * 100 >= bodies.of * LEAST.bodies && specifications.caught * 100 >= specifications.of * LEAST.specifications;
}

function toJson(found: Detection): object {
  const { rulesHash, suiteHash, stories, cover, specifications } = found;
  const matrix = found.bodies.map((row) => ({
    body: row.body,
    caught: isCaught(row),
    broke: row.broke,
    rules: Object.fromEntries([...row.rules].map(([rule, catches]) => [rule, { ...catches[0], stories: catches.length }])),
  }));
  return { rulesHash, suiteHash, stories, score: { ...scoresOf(found), systematic }, smallestSet: cover, matrix, specifications };
}

function text(found: Detection, withMatrix: boolean): string {
  const { bodies, specifications } = scoresOf(found);
  const { cover, stories } = found;
  const lines = [
    `Wrong bodies          ${bodies.caught} of ${bodies.of} told by ${count(stories, 'story').replace('storys', 'stories')}`,
    `Wrong specifications  ${specifications.caught} of ${specifications.of} change some verdict`,
    systematicLine(),
    '',
    `${cover.stories.length} stories tell all of these bodies${cover.exact ? ', and no smaller set does' : '; there may be a smaller set'}:`,
    ...wrap(cover.stories.join(', '), WIDTH, '  '),
    '',
    ...survivors('Wrong bodies that no story tells', bodies.survivors),
    ...survivors('Wrong specifications that change no verdict', specifications.survivors),
    ...(withMatrix ? found.bodies.flatMap(rowLines) : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Not measured here: it takes an hour and the sources. */
function systematicLine(): string {
  const { caught, of, broke, changed } = systematic;
  const since = changed.length === 0 ? '' : `; ${count(changed.length, 'file')} not as measured`;
  return `Changes of the code   ${caught} of ${of} told, as measured before; ${broke} of the others broke the program${since}`;
}

function survivors(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [`${title}: none`] : [`${title}:`, ...names.map((name) => `  ${name}`)];
}

function rowLines(row: BodyRow): string[] {
  const rules = [...row.rules].map(([rule, [first]]) => `  ${rule.padEnd(34)}${first?.story ?? ''} (step ${(first?.steps ?? 0) - 1})`);
  return ['', `${row.body}: ${count(row.rules.size, 'rule')}, ${catchesOf(row).length} stories`, ...rules];
}
