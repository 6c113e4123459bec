/**
 * Pages of a region, regions and processes are interchangeable. Pages are sorted within their region, then regions by all but who is
 * attached, then processes by the regions that they are attached to. Regions that differ only in who is attached keep their order, so that a class
 * may have more than one representative: that costs states, and is sound.
 */
import type { Folding } from '../../model.ts';
import { bitsOfRegion } from './bounds.ts';
import type { Bounds } from './bounds.ts';

/** Sorts the first `count` numbers, the greatest first. There are few. */
function sort(numbers: number[], count: number, by: number): void {
  for (let i = 1; i < count; i++) {
    const moved = numbers[i]!;
    let to = i;
    while (to > 0 && (numbers[to - 1]! & by) < (moved & by)) {
      numbers[to] = numbers[to - 1]!;
      to--;
    }
    numbers[to] = moved;
  }
}

/** @param bitsOfPage with the pages above `linked` and the processes, as all models of regions have them */
export function regionFolding(bounds: Bounds, bitsOfPage: number): Folding {
  const { processes, regions, pages } = bounds;
  const bits = bitsOfRegion(bounds, bitsOfPage);
  const mask = 2 ** bits - 1;
  const pageMask = 2 ** bitsOfPage - 1;
  const first = 1 + processes;
  const attached = (1 << first) - 2;
  const codes: number[] = [];
  const records: number[] = [];

  const sortPages = (region: number): number => {
    for (let page = 0; page < pages; page++) records[page] = (region >>> (first + page * bitsOfPage)) & pageMask;
    sort(records, pages, pageMask);
    let sorted = region & ((1 << first) - 1);
    for (let page = 0; page < pages; page++) sorted |= records[page]! << (first + page * bitsOfPage);
    return sorted;
  };

  const sortProcesses = (): void => {
    for (let p = 0; p < processes; p++) {
      records[p] = 0;
      for (let r = 0; r < regions; r++) records[p]! |= ((codes[r]! >>> (1 + p)) & 1) << r;
    }
    sort(records, processes, -1);
    for (let r = 0; r < regions; r++) {
      let code = codes[r]! & ~attached;
      for (let p = 0; p < processes; p++) code |= ((records[p]! >>> r) & 1) << (1 + p);
      codes[r] = code;
    }
  };

  return {
    canonical(words, at) {
      const state = words[at]!;
      for (let r = 0; r < regions; r++) codes[r] = sortPages((state >>> (r * bits)) & mask);
      sort(codes, regions, ~attached);
      sortProcesses();
      let sorted = 0;
      for (let r = 0; r < regions; r++) sorted |= codes[r]! << (r * bits);
      words[at] = sorted;
    },
  };
}
