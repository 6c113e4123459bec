/** What a run will do, settled before the first trace: bad input is refused here, not half-way. */
import type { FormatName } from '../reports/index.ts';
import type { Shards } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { hashOfLines, loadSuite } from '../suites/load.ts';
import type { NamedTrace, Suite } from '../suites/load.ts';
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
  readonly date: boolean;
}

export interface RunPlan {
  readonly bodies: readonly string[];
  readonly generation: string;
  readonly profile: string;
  /** For files. */
  readonly formats: readonly FormatName[];
  /** Of the generated traces; null where there are none. */
  readonly seed: number | null;
  readonly suiteHash: string;
  /** How many traces each body is given. */
  readonly count: number;
  /** In a fixed order. May be called again. */
  traces(): AsyncIterable<NamedTrace>;
}

/** Where neither the traces nor the user say. */
export const DEFAULT_GENERATION = 'map-shared-pt';

/** @throws InputError */
export async function planRun(paths: readonly string[], options: RunOptions): Promise<RunPlan> {
  const targets = [...paths, ...(options.suite ?? [])];
  const formats = formatsOf(options);
  const { generated, shard } = options;
  const suite = targets.length === 0 && generated !== undefined ? undefined : await loadSuite(targets);
  const generation = options.generation ?? generationOf(suite);
  const total = (suite?.count ?? 0) + (generated ?? 0);
  return {
    bodies: [...new Set(options.on ?? ['reference'])],
    generation,
    profile: options.profile,
    formats,
    seed: generated === undefined ? null : options.seed,
    suiteHash: suiteHash(suite, generation, options),
    count: shard === undefined ? total : Math.ceil((total - partOf(shard)) / shard.count),
    traces: () => sharded(everyTrace(suite, generation, options), shard),
  };
}

/** The generation that the traces agree on, or the default one. */
function generationOf(suite: Suite | undefined): string {
  const [only, ...others] = suite?.generations ?? [];
  return only !== undefined && others.length === 0 ? only : DEFAULT_GENERATION;
}

/** Files are JSON where nothing else is asked for: that is what every other format can be made of. */
function formatsOf({ format = ['json'], out, json }: RunOptions): readonly FormatName[] {
  const onScreen = json === true ? new Set([...format, 'json']) : new Set(format);
  if (out !== undefined || onScreen.size === 1) return format;
  const hint = 'Give --out <folder>, or one format.';
  throw new InputError('formats-need-a-folder', `${onScreen.size} formats would run together on the screen`, { hint });
}

/** Generated traces count by what they are made from. */
function suiteHash(suite: Suite | undefined, generation: string, { generated, seed }: RunOptions): string {
  const hash = suite?.hash ?? hashOfLines([]);
  return generated === undefined ? hash : hashOfLines([hash, `generated ${generation} ${seed} ${generated}`]);
}

async function* everyTrace(suite: Suite | undefined, generation: string, { generated, seed }: RunOptions): AsyncGenerator<NamedTrace> {
  if (suite !== undefined) yield* suite.traces();
  if (generated !== undefined) yield* generatedTraces({ seed, count: generated, generation });
}

/** The number of a shard, from 0. */
function partOf(shard: Shards): number {
  return (shard.indexes[0] ?? 1) - 1;
}

async function* sharded(traces: AsyncIterable<NamedTrace>, shard: Shards | undefined): AsyncGenerator<NamedTrace> {
  let position = 0;
  for await (const named of traces) {
    if (shard === undefined || position % shard.count === partOf(shard)) yield named;
    position += 1;
  }
}
