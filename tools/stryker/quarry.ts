/** Traces that nobody has written, in batches: what a hunt goes through. */
import { sealed } from '../../schemas/canonical.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generations } from '../../spec/index.ts';
import { generateTraces } from '../../suites/generate.ts';
import { variationsOf } from './variations.ts';

export interface Batch {
  readonly id: string;
  readonly traces: readonly Trace[];
}

export interface QuarryOptions {
  /** Generated traces of each generation. */
  readonly traces: number;
  /** Variations of each story. */
  readonly variations: number;
  /** Traces tried for one change, about. */
  readonly most: number;
  readonly seed: number;
}

/** Traces of a batch: where a change is met is known by the batch. */
const TOGETHER = 16;
/** Longer stories walk through a world, and are varied by what they are. */
const LONGEST = 40;

/** Variations of the stories, and generated traces of each generation in turn. */
export function quarry(options: QuarryOptions, stories: readonly Trace[]): Batch[] {
  return [...varied(options, stories), ...generated(options)];
}

function varied({ variations: count, seed }: QuarryOptions, stories: readonly Trace[]): Batch[] {
  const short = stories.filter(({ steps }) => steps.length <= LONGEST);
  const alike = new Map(generations.map(({ id }) => [id, short.filter(({ generation }) => generation === id)]));
  return short.map((story) => ({
    id: `varied ${story.id}`,
    traces: count === 0 ? [] : variationsOf(story, alike.get(story.generation) ?? [], { seed, count }),
  }));
}

function generated({ traces, seed }: QuarryOptions): Batch[] {
  const batches = generations.flatMap(({ id: generation }) =>
    inBatches(Array.from(generateTraces({ seed, count: traces, generation }), named)).map((few, i) => ({
      id: `${generation} ${i}`,
      traces: few,
      i,
    })),
  );
  return batches.toSorted((a, b) => a.i - b.i);
}

/** Generated traces of two generations have the same ids. */
function named(trace: Trace): Trace {
  return sealed({ ...trace, id: `${trace.generation}-${trace.id}` });
}

function inBatches<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / TOGETHER) }, (_, i) => list.slice(i * TOGETHER, (i + 1) * TOGETHER));
}

/** Batches with about so many traces, from all over the list. */
export function spread(batches: readonly Batch[], most: number): Batch[] {
  const total = batches.reduce((sum, { traces }) => sum + traces.length, 0);
  const step = Math.max(1, total / most);
  return Array.from({ length: Math.floor(batches.length / step) }, (_, i) => batches[Math.floor(i * step)]!);
}
