/** What a body lacks for the traces that it was not asked to perform, summed: which of it would let how many more be performed. */
import type { Lack, Report, SkippedTrace } from '../schemas/generated/types.ts';
import { byText } from './first.ts';

export interface LackCounts {
  /** @param lacks everything that one skipped trace lacks; nothing where it was skipped for what no body can lack */
  add(lacks: SkippedTrace['lacks']): void;
  list(): Lack[];
}

export function createLackCounts(): LackCounts {
  const counts = new Map<string, { alone: number; among: number }>();
  return {
    add(lacks = []) {
      const key = lacks.length === 1 ? 'alone' : 'among';
      for (const what of lacks) {
        const count = counts.get(what) ?? { alone: 0, among: 0 };
        count[key] += 1;
        counts.set(what, count);
      }
    },
    list: () => sorted(Array.from(counts, ([what, count]) => ({ what, ...count }))),
  };
}

/** Of disjoint traces. */
export function mergeLacking(reports: readonly Pick<Report, 'lacking'>[]): Lack[] {
  const sums = new Map<string, Lack>();
  for (const { what, alone, among } of reports.flatMap(({ lacking = [] }) => lacking)) {
    const sum = sums.get(what) ?? { what, alone: 0, among: 0 };
    sums.set(what, { what, alone: sum.alone + alone, among: sum.among + among });
  }
  return sorted([...sums.values()]);
}

/** What helps most first. */
function sorted(lacks: readonly Lack[]): Lack[] {
  return lacks.toSorted((a, b) => b.alone - a.alone || b.among - a.among || byText(a.what, b.what));
}
