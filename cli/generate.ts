/** `ptshare generate`: traces that reach a goal, from the explored states of small worlds. */
import { join, resolve } from 'node:path';
import { count } from '../oracle/conclude.ts';
import { createReference } from '../reference/index.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { findPackage } from '../suites/root.ts';
import { coverWorld } from '../statespace/covering.ts';
import { reachGoals } from '../statespace/goals.ts';
import { unreachedPage } from '../statespace/unreached.ts';
import { COVERED_WORLDS, GOAL_WORLDS, worldNamed } from '../statespace/worlds.ts';
import type { SmallWorld } from '../statespace/small-world.ts';
import { EXIT, exitHelp } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { exploringLine } from './exploring-line.ts';
import type { Io } from './io.ts';
import { goal, wholeNumber } from './options.ts';
import type { Goal } from './options.ts';
import type { Subcommand } from './subcommand.ts';
import { writeWhole } from './write-files.ts';

const EXAMPLES = `
Goals:
  rules         for each rule a shortest trace that decides it
  errnos        for each error of each call a shortest trace that is answered so
  transitions   few long traces that make every transition of a world

Examples:
  ptshare generate --goal rules                            into suites/generated/ in a checkout, else generated/
  ptshare generate --goal transitions --world teardown --out corpus/
  ptshare run --suite suites/generated --on module:./my-body.mjs`;

export interface GenerateOptions {
  readonly goal: readonly Goal[];
  readonly world?: string;
  readonly out?: string;
  /** Steps. */
  readonly most: number;
  /** MiB. */
  readonly memory: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const generate: Subcommand = (command, io, done) => {
  command
    .requiredOption('--goal <goals>', 'rules, errnos, transitions; several with commas', goal)
    .option('--world <name>', 'one small world (default: all of them; for transitions tiny and teardown)')
    .option('--out <folder>', 'for the traces, as NDJSON (default: suites/generated/ in a checkout, else generated/)')
    .option('--most <n>', 'steps of a trace that covers transitions', wholeNumber(10), 100)
    .option('--memory <MiB>', 'for states, at most', wholeNumber(16), 1024)
    .option('--json', 'print what was written, or the error, as JSON')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', EXAMPLES + exitHelp('an option, a world, a folder that cannot be written'))
    .action(async (options: GenerateOptions) => done(await perform(options, io)));
};

/** What was written for one goal. */
interface Written {
  readonly goal: Goal;
  readonly file: string;
  readonly traces: number;
  readonly steps: number;
  /** Rules, errors or transitions that no trace reaches. */
  readonly unreached: readonly string[];
}

async function perform(options: GenerateOptions, io: Io): Promise<ExitCode> {
  io.catchInterrupts();
  const folder = options.out ?? defaultFolder();
  const made = await generated(options, io);
  if (made === undefined && io.interrupted.aborted) return io.interrupted.code ?? EXIT.interrupted;
  if (made === undefined)
    throw new InputError('memory-exceeded', `a world does not fit into ${options.memory} MiB`, { hint: 'Give more by --memory.' });
  const written = [...made].map(([goalOf, { traces, unreached }]): Written => {
    const file = join(folder, `${goalOf}.ndjson`);
    writeWhole(file, corpusText(traces));
    return { goal: goalOf, file, traces: traces.length, steps: traces.reduce((sum, trace) => sum + trace.steps.length, 0), unreached };
  });
  // Only of all worlds and goals together the reasons can be told.
  if (options.world === undefined && made.has('rules') && made.has('errnos'))
    writeWhole(join(folder, 'unreached.md'), unreachedPage(written.flatMap(({ unreached }) => unreached)));
  if (options.json === true) io.out(`${JSON.stringify(written)}\n`);
  else if (options.quiet !== true) for (const line of written) io.out(lineOf(line));
  return EXIT.ok;
}

/** One trace in a line. */
export function corpusText(traces: readonly Trace[]): string {
  return traces.map((trace) => `${JSON.stringify(trace)}\n`).join('');
}

function lineOf({ goal: wanted, file, traces, steps, unreached }: Written): string {
  const rest = unreached.length === 0 ? 'nothing is left out' : `${unreached.length} not reached: ${unreached.join(', ')}`;
  return `${file}: ${count(traces, 'trace')} with ${count(steps, 'step')} for ${wanted}; ${rest}\n`;
}

function defaultFolder(): string {
  return resolve(findPackage().root) === process.cwd() ? join('suites', 'generated') : 'generated';
}

interface Made {
  readonly traces: readonly Trace[];
  readonly unreached: readonly string[];
}

/** Undefined when it ended early. */
async function generated(options: GenerateOptions, io: Io): Promise<Map<Goal, Made> | undefined> {
  const line = exploringLine('small worlds', io, options.quiet === true);
  const terms = { profile: 'default', memory: options.memory * 2 ** 20, signal: io.interrupted, progress: line.show };
  const made = new Map<Goal, Made>();
  try {
    const kinds = options.goal.filter((wanted) => wanted !== 'transitions');
    const worlds: readonly SmallWorld[] = options.world === undefined ? GOAL_WORLDS : [worldNamed(options.world)];
    const reached = kinds.length === 0 ? [] : await reachGoals(kinds, { ...terms, worlds, create: createReference });
    for (const [kind, { traces, unreached, complete }] of reached) {
      if (!complete) return undefined;
      made.set(kind, { traces: [...traces.values()], unreached });
    }
    if (!options.goal.includes('transitions')) return made;
    const covered = await covering(options, terms);
    return covered && made.set('transitions', covered);
  } finally {
    line.end();
  }
}

type Terms = Pick<Parameters<typeof coverWorld>[0], 'profile' | 'memory' | 'signal' | 'progress'>;

async function covering({ world, most }: GenerateOptions, terms: Terms): Promise<Made | undefined> {
  const traces: Trace[] = [];
  const unreached: string[] = [];
  for (const name of world === undefined ? COVERED_WORLDS : [world]) {
    const covered = await coverWorld({ ...terms, world: worldNamed(name), body: createReference(), most });
    if (!covered.complete) return undefined;
    traces.push(...covered.traces);
    if (covered.missed > 0) unreached.push(`${covered.missed} transitions of the world ${name}, farther than ${most} steps`);
  }
  return { traces, unreached };
}
