import type { Machine } from './machine.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { releaseUnnamed, unmapRange } from './unmap.ts';

/** Would unmapping the range cut a shared mapping? */
export function cutsShared(machine: Machine, mm: Mm, start: number, end: number): boolean {
  return mm.vmas
    .within(start, end)
    .some((vma) => vma.region !== undefined && (vma.start < start || vma.end > end) && !machine.allowsPartialUnmap(vma));
}

/** Does a mapping lie across an end of the range? */
export function cutsAny(mm: Mm, start: number, end: number): boolean {
  return [start, end].some((page) => (mm.vmas.find(page)?.start ?? page) < page);
}

/** Does the range touch a shared mapping? */
export function touchesShared(mm: Mm, start: number, end: number): boolean {
  return mm.vmas.within(start, end).some((vma) => vma.region !== undefined);
}

/** Takes the mappings of a range out, with their entries and links. */
export function takeMappings(machine: Machine, mm: Mm, start: number, end: number, gather: Gather): void {
  machine.leaveRange(mm, start, end, gather);
  const taken = mm.vmas.take(start, end);
  if (taken.length === 0) return;
  for (const vma of taken) {
    if (vma.region !== undefined) gather.detached.push({ region: vma.region, mm, delta: vma.delta });
  }
  unmapRange(machine, mm, start, end, gather);
  releaseUnnamed(machine, taken, gather);
}
