/** What a body lacks for the traces that it was not asked to perform, summed: which of it would let how many more be performed. */
import type { Lack, Report, SkippedTrace } from '../schemas/generated/types.ts';
import { byText } from './first.ts';

export interface LackCounts {
  /** @param lacks everything that one skipped trace lacks; nothing where it was skipped for what no body can lack */
  add(lacks: SkippedTrace['lacks']): void;
  list(): Lack[];
}

export function createLackCounts(): LackCounts {
  const counts = new Map<string, Lack>();
  return {
    add(lacks = []) {
      const alone = Number(lacks.length === 1);
      for (const what of lacks) count(counts, { what, alone, among: 1 - alone });
    },
    list: () => sorted(counts),
  };
}

/** Of disjoint traces. */
export function mergeLacking(reports: readonly Pick<Report, 'lacking'>[]): Lack[] {
  const sums = new Map<string, Lack>();
  for (const lack of reports.flatMap(({ lacking = [] }) => lacking)) count(sums, lack);
  return sorted(sums);
}

function count(counts: Map<string, Lack>, { what, alone, among }: Lack): void {
  const before = counts.get(what);
  counts.set(what, { what, alone: (before?.alone ?? 0) + alone, among: (before?.among ?? 0) + among });
}

/** What helps most first. */
function sorted(counts: ReadonlyMap<string, Lack>): Lack[] {
  return [...counts.values()].toSorted((a, b) => b.alone - a.alone || b.among - a.among || byText(a.what, b.what));
}
