/** What a run will do, settled before the first trace: bad input is refused here, not half-way. */
import type { FormatName } from '../reports/index.ts';
import type { Shards } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { hashOfLines, loadSuite } from '../suites/load.ts';
import { storyTargets } from '../suites/targets.ts';
import { readDeviations } from '../oracle/listed.ts';
import type { NamedTrace, Suite, SuiteFacts } from '../suites/load.ts';
import type { ListedDeviations } from '../oracle/deviations.ts';
import { generatedTraces } from './generated.ts';

export interface RunOptions {
  readonly on?: readonly string[];
  readonly suite?: readonly string[];
  readonly generation?: string;
  readonly profile: string;
  readonly generated?: number;
  readonly seed: number;
  readonly shard?: Shards;
  readonly format?: readonly FormatName[];
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly look: 'every-step' | 'never';
  readonly deadline?: number;
  readonly failFast?: boolean;
  /** Broken traces after which the run ends; MAX_FAILURES where left out. */
  readonly maxFailures?: number;
  readonly date: boolean;
  readonly jobs: number;
  /** A file of listed deviations. */
  readonly deviations?: string;
  /** A folder for shrunk traces; the default one where left out, none where false. */
  readonly found?: string | false;
  /** A file for the transcripts. */
  readonly record?: string;
  /** Over a file of transcripts that is there. */
  readonly force?: boolean;
}

/** What is settled of a run. */
export interface RunTerms {
  readonly bodies: readonly string[];
  readonly generation: string;
  readonly profile: string;
  /** For files. */
  readonly formats: readonly FormatName[];
  /** Of the generated traces; null where there are none. */
  readonly seed: number | null;
  readonly suiteHash: string;
  readonly deviations: ListedDeviations | undefined;
  /** The suite is that of all shipped stories, and nothing else. */
  readonly shipped: boolean;
  /** How many traces each body is given. */
  readonly count: number;
}

export interface RunPlan extends RunTerms {
  /** In a fixed order. May be called again. */
  traces(): AsyncIterable<NamedTrace>;
}

/** Where neither the traces nor the user say. */
export const DEFAULT_GENERATION = 'map-shared-pt';

/** Every `count`-th place of the run, beginning with the `index`-th (from 0). */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** @throws InputError */
export async function planRun(paths: readonly string[], options: RunOptions): Promise<RunPlan> {
  const targets = targetsOf(paths, options);
  checkOptions(options);
  const suite = targets === undefined ? undefined : await loadSuite(targets);
  const terms = settle(suite, options, targets?.length === 0);
  return { ...terms, traces: () => tracesOf(suite, suite?.count ?? 0, shareOf(options), terms.generation, options) };
}

/** What to load; undefined for a run of generated traces alone. */
export function targetsOf(paths: readonly string[], { suite = [], generated, generation }: RunOptions): readonly string[] | undefined {
  const targets = [...paths, ...suite];
  if (targets.length === 0 && generated === undefined && generation !== undefined) return storyTargets(generation);
  return targets.length === 0 && generated !== undefined ? undefined : targets;
}

/** Options that do not go together, found before anything is read. @throws InputError */
export function checkOptions(options: RunOptions): void {
  formatsOf(options);
  if (options.record !== undefined) checkRecord(options);
  if (typeof options.found !== 'string' || options.generated !== undefined) return;
  const hint = 'Only generated traces are shrunk: give --generated <n>.';
  throw new InputError('nothing-to-shrink', 'a folder for found traces, but no generated traces', { hint });
}

/** One file holds what one body did, in order. @throws InputError */
function checkRecord({ on = [], jobs }: RunOptions): void {
  if (new Set(on).size > 1)
    throw new InputError('one-record', 'transcripts of several bodies for one file', { hint: 'Give one --on with --record.' });
  if (jobs !== 1) throw new InputError('one-record', 'several threads for one file', { hint: 'Leave --jobs out, or --record.' });
}

/** The terms of a run, from what is known of the written traces. @throws InputError */
export function settle(suite: SuiteFacts | undefined, options: RunOptions, all: boolean): RunTerms {
  const { generated, shard } = options;
  const generation = options.generation ?? generationOf(suite);
  const total = (suite?.count ?? 0) + (generated ?? 0);
  return {
    bodies: [...new Set(options.on ?? ['reference'])],
    generation,
    profile: options.profile,
    formats: formatsOf(options),
    seed: generated === undefined ? null : options.seed,
    suiteHash: suiteHash(suite, generation, options),
    shipped: all && generated === undefined,
    deviations: readDeviations(options.deviations),
    count: shard === undefined ? total : Math.ceil((total - partOf(shard)) / shard.count),
  };
}

/** The generation that the traces agree on, or the default one. */
function generationOf(suite: SuiteFacts | undefined): string {
  const [only, ...others] = suite?.generations ?? [];
  return only !== undefined && others.length === 0 ? only : DEFAULT_GENERATION;
}

/** Files are JSON where nothing else is asked for: that is what every other format can be made of. */
export function formatsOf({ format = ['json'], out, json }: Pick<RunOptions, 'format' | 'out' | 'json'>): readonly FormatName[] {
  const onScreen = json === true ? new Set([...format, 'json']) : new Set(format);
  if (out !== undefined || onScreen.size === 1) return format;
  const hint = 'Give --out <folder>, or one format.';
  throw new InputError('formats-need-a-folder', `${onScreen.size} formats would run together on the screen`, { hint });
}

/** Generated traces count by what they are made from. */
function suiteHash(suite: SuiteFacts | undefined, generation: string, { generated, seed }: RunOptions): string {
  const hash = suite?.hash ?? hashOfLines([]);
  return generated === undefined ? hash : hashOfLines([hash, `generated ${generation} ${seed} ${generated}`]);
}

/** The share of a run that `--shard` leaves. */
export function shareOf({ shard }: RunOptions): Share {
  return shard === undefined ? { index: 0, count: 1 } : { index: partOf(shard), count: shard.count };
}

/** The number of a shard, from 0. */
function partOf(shard: Shards): number {
  return (shard.indexes[0] ?? 1) - 1;
}

/** A share of the run: the written traces first, which take the first `written` places, then the generated ones. */
export async function* tracesOf(
  suite: Pick<Suite, 'traces'> | undefined,
  written: number,
  share: Share,
  generation: string,
  { generated, seed }: RunOptions,
): AsyncGenerator<NamedTrace> {
  const { index, count } = share;
  if (suite !== undefined) for await (const placed of suite.traces()) if (placed.position % count === index) yield placed;
  if (generated === undefined) return;
  const first = (index - (written % count) + count) % count;
  yield* generatedTraces({ seed, count: generated, generation, shard: { index: first, count } });
}
