/** `ptshare explore`: every state of a small world, with every rule checked in each. */
import { existsSync } from 'node:fs';
import { ownBody } from '../adapters/connect.ts';
import { readCheckpoint, writeCheckpoint } from '../explore/checkpoint.ts';
import type { Search } from '../explore/search.ts';
import { MachineBody } from '../reference/index.ts';
import type { ExplorationReport, ExplorationRun } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { findPackage } from '../suites/root.ts';
import { exploreBody } from '../statespace/exploring.ts';
import type { Explored, ExploringOptions } from '../statespace/exploring.ts';
import { reportOf } from '../statespace/report.ts';
import { GENERATION, generationOf } from '../statespace/setting.ts';
import { DEFAULT_WORLD, OVERLAPPING_WORLD, worldNamed, worldOfGeneration } from '../statespace/worlds.ts';
import type { SmallWorld } from '../statespace/small-world.ts';
import { EXIT, EXIT_HELP } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { explorationText } from './explore-view.ts';
import { keepExplored } from './explore-found.ts';
import { exploringLine } from './exploring-line.ts';
import type { Io } from './io.ts';
import { PROFILE_OPTION, body, list, wholeNumber } from './options.ts';
import type { Subcommand } from './subcommand.ts';

const EXAMPLES = `
Examples:
  ptshare explore                                   the default world, on the reference
  ptshare explore --world teardown --no-fold        another world, every state on its own
  ptshare explore --on mutant:flush-own-cpu         until a rule is violated; the shortest trace is kept
  ptshare explore --world data --pages 2 --checkpoint data.checkpoint
                                                    can be interrupted, and goes on when it is started again
  ptshare explore --in-flight 2                     pairs of calls, at every point of the first
  ptshare explore --in-flight 3 --calls 'munmap slot,mmap without the flag,load page' --processes 1
                                                    also two calls in turn, at every point of a third
  ptshare explore --world tiny --failures           also every allocation that can fail
  ptshare explore --generation msharefs             a world of another generation
  ptshare explore --calls 'mmap eligible,load,munmap' --processes 3
                                                    a world of your own: calls, or partitions of their arguments

The worlds: ptshare list worlds. Numbers are exact and the same on every machine.`;

export interface ExploreOptions {
  readonly on: string;
  readonly generation?: string;
  readonly world?: string;
  readonly inFlight: number;
  readonly failures?: boolean;
  readonly processes?: number;
  readonly cpus?: number;
  readonly slots?: number;
  readonly pages?: number;
  readonly values?: number;
  readonly calls?: readonly string[];
  readonly profile: string;
  readonly fold: boolean;
  readonly unfolded?: boolean;
  readonly goOn?: boolean;
  /** MiB. */
  readonly memory: number;
  readonly checkpoint?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly date: boolean;
  readonly found?: string | false;
}

export const explore: Subcommand = (command, io, done) => {
  command
    .option('--on <body>', 'what to explore: a body of ptshare itself', body, 'reference')
    .option('--generation <name>', 'explore a world of this generation (default: the one that the world is of)')
    .option('--world <name>', `the small world to begin with (default: ${DEFAULT_WORLD}; where calls overlap, ${OVERLAPPING_WORLD})`)
    .option(
      '--in-flight <n>',
      'calls that may overlap at a time, 1 to 3: two take turns at their points, up to three times; with 3 two others also meet one',
      wholeNumber(1),
      1,
    )
    .option('--failures', 'make every call also with each of its allocations failing')
    .option('--processes <n>', 'processes that live at a time, 1 to 4', wholeNumber(1))
    .option('--cpus <n>', 'CPUs, 1 to 4', wholeNumber(1))
    .option('--slots <n>', 'slots at which regions may lie, 1 or 2', wholeNumber(1))
    .option('--pages <n>', 'pages of each slot that are touched one by one, 1 to 4', wholeNumber(1))
    .option('--values <n>', 'different bytes that are stored, 1 to 4', wholeNumber(1))
    .option('--calls <names>', 'calls, or partitions of their arguments, with commas', list)
    .option(...PROFILE_OPTION)
    .option('--no-fold', 'tell states apart that differ only in the names of processes and CPUs')
    .option('--unfolded', 'count also how many states there are without folding')
    .option('--go-on', 'after a violation, look for those of other rules')
    .option('--memory <MiB>', 'for states, at most', wholeNumber(16), 1024)
    .option('--checkpoint <file>', 'written every half a minute and at the end; gone on from where it is there')
    .option('--found <folder>', 'for the traces that show violations (default: found/, in a checkout of ptshare suites/found/)')
    .option('--no-found', 'keep no such traces')
    .option('--json', 'print the report, or the error, as JSON')
    .option('--quiet', 'print nothing but errors')
    .option('--no-date', 'leave out duration and speed: the same world gives the same bytes')
    .addHelpText('after', EXAMPLES + EXIT_HELP)
    .action(async (options: ExploreOptions) => done(await perform(options, io)));
};

async function perform(options: ExploreOptions, io: Io): Promise<ExitCode> {
  const world = worldOf(options);
  const asked = await settle(options, world);
  const line = exploringLine(world.name, io, options.quiet === true);
  // What has been explored by then is kept.
  io.catchInterrupts();
  const began = performance.now();
  const saving = { at: began };
  const explored = await exploreBody({
    ...asked,
    signal: io.interrupted,
    progress: (now, search) => {
      line.show(now);
      if (options.checkpoint !== undefined && performance.now() - saving.at > EVERY) {
        save(options.checkpoint, search);
        saving.at = performance.now();
      }
    },
  });
  line.end();
  const seconds = (performance.now() - began) / 1000;
  if (options.checkpoint !== undefined) save(options.checkpoint, explored.search);
  const report = await reportOf(explored, asked, findPackage().version, options.unfolded === true);
  show({ ...report, ...(options.date ? { run: runOf(explored, seconds) } : {}) }, options, io);
  keepExplored(report, options, io);
  if (io.interrupted.aborted) return io.interrupted.code ?? EXIT.interrupted;
  return report.conclusion === 'no-violation' ? EXIT.ok : EXIT.violations;
}

/** Milliseconds between two checkpoints. */
const EVERY = 30_000;

function save(path: string, search: Search): void {
  try {
    writeCheckpoint(path, search.save());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('cannot-write', `${path} cannot be written: ${reason}`, { file: path, hint: 'Name another file.' });
  }
}

/** What is settled before the first state. @throws InputError */
async function settle(
  { on, profile, fold, goOn = false, memory, checkpoint, inFlight, failures = false }: ExploreOptions,
  world: SmallWorld,
): Promise<ExploringOptions> {
  if (inFlight > 3) throw new InputError('too-large', `${inFlight} calls in flight are more than can be explored`, { hint: 'at most 3' });
  const created = await ownBody(on);
  if (!(created instanceof MachineBody)) throw new InputError('not-ours', `the state of ${on} cannot be saved and loaded`, { hint: '' });
  const saved = checkpoint !== undefined && existsSync(checkpoint) ? readCheckpoint(checkpoint) : undefined;
  const how = { folded: fold, inFlight: inFlight === 3 ? 3 : inFlight === 2 ? 2 : 1, failures } as const;
  return { world, body: created, name: on, profile, ...how, goOn, memory: memory * 2 ** 20, saved };
}

/** The world to begin with. @throws InputError where the world that is named is not of the generation that is named */
function baseOf({ world, generation, inFlight }: Pick<ExploreOptions, 'world' | 'generation' | 'inFlight'>): SmallWorld {
  if (world === undefined) {
    if (generation !== undefined && generation !== GENERATION) return worldOfGeneration(generation);
    return worldNamed(inFlight > 1 ? OVERLAPPING_WORLD : DEFAULT_WORLD);
  }
  const base = worldNamed(world);
  if (generation === undefined || generationOf(base) === generation) return base;
  const message = `the world ${world} is one of generation ${generationOf(base)}, not of ${generation}`;
  throw new InputError('contradictory-options', message, { hint: 'leave out --generation or --world' });
}

function worldOf({ world, generation, inFlight, processes, cpus, slots, pages, values, calls }: ExploreOptions): SmallWorld {
  const base = baseOf({ ...(world === undefined ? {} : { world }), ...(generation === undefined ? {} : { generation }), inFlight });
  const given = Object.entries({ processes, cpus, slots, pages, values }).filter(([, bound]) => bound !== undefined);
  for (const [name, bound] of given) {
    const most = name === 'slots' ? 2 : 4;
    if (bound !== undefined && bound > most)
      throw new InputError('too-large', `${bound} ${name} are more than a small world holds`, { hint: `at most ${most}` });
  }
  return { ...base, bounds: { ...base.bounds, ...Object.fromEntries(given) }, alphabet: calls ?? base.alphabet };
}

function runOf({ model, result }: Explored, seconds: number): ExplorationRun {
  return {
    seconds: Math.round(seconds * 10) / 10,
    statesPerSecond: Math.round(result.expanded / seconds),
    transitionsPerSecond: Math.round(result.transitions / seconds),
    megabytes: Math.round((result.memory.bytes + model.bytes) / 1e6),
  };
}

function show(report: ExplorationReport, options: ExploreOptions, io: Io): void {
  if (options.json === true) io.out(`${JSON.stringify(report)}\n`);
  else if (options.quiet !== true) io.out(explorationText(report));
}
