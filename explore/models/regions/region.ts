/**
 * One region in a few bits, from the lowest: linked 1; attached, 1 for each process; then for each page its protection 2
 * (0 none, 1 read, 2 read and write) and its entry 2 (0 absent, 1 clean, 2 dirty).
 */
import type { Successors } from '../../successors.ts';
import { PROTECTIONS, firstOfPage } from './bounds.ts';
import type { Bounds } from './bounds.ts';

export const BITS_OF_PAGE = 4;

/** Nobody links it and nobody is attached: it is wiped. */
function wipedIfDead(region: number, alive: number): number {
  return (region & alive) === 0 ? 0 : region;
}

/** How one region goes on, as a function that writes into the successors of the whole. */
export type RegionWriter = (region: number, rest: number, shift: number, action: number, out: Successors) => void;

/**
 * The writer takes the bits of the region, those of all others in their places (`rest`), the place of the region (`shift`), and the number
 * of its first action.
 */
export function regionWriter(bounds: Bounds): RegionWriter {
  const { processes, pages } = bounds;
  const attachedMask = ((1 << processes) - 1) << 1;
  const alive = attachedMask | 1;
  const pageWriter = pagesWriter(bounds);
  return (region, rest, shift, action, out) => {
    const { words, actions } = out;
    let n = out.count;
    const attached = region & attachedMask;
    if ((region & 1) !== 0) {
      words[n] = rest | (wipedIfDead(region & ~1, alive) << shift);
      actions[n++] = action + 1;
      for (let p = 0; p < processes; p++) {
        words[n] = rest | ((region | (2 << p)) << shift);
        actions[n++] = action + 2 + p;
      }
    } else if (attached === 0) {
      words[n] = rest | ((region | 1) << shift);
      actions[n++] = action;
    }
    for (let p = 0; p < processes; p++) {
      if ((attached & (2 << p)) === 0) continue;
      words[n] = rest | (wipedIfDead(region & ~(2 << p), alive) << shift);
      actions[n++] = action + 2 + processes + p;
    }
    out.count = n;
    if ((region & alive) === 0) return;
    for (let page = 0; page < pages; page++) pageWriter(region, attached !== 0, page, rest, shift, action, out);
  };
}

type PageWriter = (region: number, attached: boolean, page: number, rest: number, shift: number, action: number, out: Successors) => void;

/** mprotect, load, store and reclaim of one page of a region that is alive. */
function pagesWriter(bounds: Bounds): PageWriter {
  const first = 1 + bounds.processes;
  return (region, attached, page, rest, shift, action, out) => {
    const { words, actions } = out;
    let n = out.count;
    const at = first + page * BITS_OF_PAGE;
    const number = action + firstOfPage(bounds, page);
    const protection = (region >>> at) & 3;
    const entry = (region >>> (at + 2)) & 3;
    const absent = region & ~(3 << (at + 2));
    if (attached) {
      for (let to = 0; to < PROTECTIONS; to++) {
        words[n] = rest | (((region & ~(3 << at)) | (to << at)) << shift);
        actions[n++] = number + to;
      }
      if (protection >= 1) {
        words[n] = rest | ((entry === 0 ? region | (1 << (at + 2)) : region) << shift);
        actions[n++] = number + PROTECTIONS;
      }
      if (protection === 2) {
        words[n] = rest | ((absent | (2 << (at + 2))) << shift);
        actions[n++] = number + PROTECTIONS + 1;
      }
    }
    words[n] = rest | (absent << shift);
    actions[n++] = number + PROTECTIONS + 2;
    out.count = n;
  };
}

/** What is neither linked nor attached has nothing left in it. */
export function isWiped(region: number, { processes }: Bounds): boolean {
  const alive = (2 << processes) - 1;
  return (region & alive) !== 0 || region === 0;
}
