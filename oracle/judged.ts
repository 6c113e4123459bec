/**
 * Which traces a report speaks of, kept small. A generated trace is known by its generator, seed and index, and indexes
 * pack into runs; any other takes its id and a short hash. So millions of traces leave a short list.
 */
import type { GeneratedTraces, Geometry, Judged, Trace } from '../schemas/generated/types.ts';
import { byText } from './first.ts';

const HASH_DIGITS = 16;

export interface JudgedList {
  add(trace: Trace): void;
  list(): Judged;
}

/** How a trace that was not generated appears in a report. */
function line(trace: Trace): string {
  const digits = trace.hash?.slice('sha256:'.length, 'sha256:'.length + HASH_DIGITS);
  return `${trace.id} ${digits ?? '-'}`;
}

/** Adds an index to runs given as flat triples; extends the last run where it fits. */
export function addIndex(runs: number[], index: number): void {
  const end = runs.length;
  if (end > 0) {
    const [first = 0, last = 0, distance = 0] = runs.slice(end - 3);
    if (first === last && index > last) {
      runs[end - 2] = index;
      runs[end - 1] = index - last;
      return;
    }
    if (first < last && index === last + distance) {
      runs[end - 2] = index;
      return;
    }
  }
  runs.push(index, index, 1);
}

/** Every index of the runs, sorted. */
export function indexesOf(runs: readonly number[]): Float64Array {
  const all: number[] = [];
  for (let i = 0; i < runs.length; i += 3) {
    const [first = 0, last = 0, distance = 1] = runs.slice(i, i + 3);
    for (let index = first; index <= last; index += Math.max(1, distance)) all.push(index);
  }
  return Float64Array.from(all).sort();
}

/** The one way to write a set of indexes, whatever the order they came in. */
export function packIndexes(indexes: Iterable<number>): number[] {
  const runs: number[] = [];
  for (const index of indexes) addIndex(runs, index);
  return runs;
}

export function compareGenerated(a: GeneratedTraces, b: GeneratedTraces): number {
  return byText(a.generator, b.generator) || a.seed - b.seed;
}

export function createJudgedList(): JudgedList {
  const written: string[] = [];
  const generated = new Map<string, GeneratedTraces>();
  function runsFor(generator: string, seed: number): number[] {
    const key = `${seed} ${generator}`;
    const known = generated.get(key) ?? { generator, seed, runs: [] };
    generated.set(key, known);
    return known.runs;
  }
  return {
    add(trace) {
      const { origin } = trace;
      if (origin.kind === 'generated') addIndex(runsFor(origin.generator, origin.seed), origin.index);
      else written.push(line(trace));
    },
    list: () => ({
      traces: written.toSorted(byText),
      generated: [...generated.values()].map((g) => ({ ...g, runs: packIndexes(indexesOf(g.runs)) })).toSorted(compareGenerated),
    }),
  };
}

/** The machines seen, each once, in a fixed order. */
export function createGeometries(): { add(geometry: Geometry): void; list(): Geometry[] } {
  const seen = new Map<string, Geometry>();
  let last: Geometry | undefined;
  return {
    add(geometry) {
      const { pageSize, entriesPerTable, levels, cpus } = geometry;
      if (last && last.pageSize === pageSize && last.entriesPerTable === entriesPerTable && last.levels === levels && last.cpus === cpus)
        return;
      last = geometry;
      // Traces spell the properties in any order; the report in this one.
      const machine = { pageSize, entriesPerTable, levels, cpus };
      const key = JSON.stringify(Object.entries(machine).toSorted(([a], [b]) => byText(a, b)));
      if (!seen.has(key)) seen.set(key, machine);
    },
    list: () => [...seen].toSorted(([a], [b]) => byText(a, b)).map(([, geometry]) => geometry),
  };
}
