/**
 * The regions with an observer: loads and stores are calls that any attached process makes, and each answer is held against what the last
 * mprotect of this life of the region granted. The seeded bug `forgets`: the last detach of an unlinked region wipes its entries, but not
 * its protections, so that the next life of the region begins with stale ones.
 *
 * A region in bits, from the lowest: linked 1; attached, 1 for each process; for each page its protection 2, its entry 2, and what was
 * granted 2.
 */
import type { Model } from '../../model.ts';
import type { Successors } from '../../successors.ts';
import { PROTECTIONS, actionOf, actionsOfRegion, bitsOfRegion, checkBounds, firstOfPage, nameOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { regionFolding } from './folding.ts';

const BITS_OF_PAGE = 6;
const ENTRY = 2;
const GRANTED = 4;

export const ANSWERS_AGREE = 'an access is answered as the last mprotect granted';

/** All fields of the pages that lie `offset` above the first bit of a page, as a mask. */
function pageFields({ processes, pages }: Bounds, offset: number): number {
  let mask = 0;
  for (let page = 0; page < pages; page++) mask |= 3 << (1 + processes + page * BITS_OF_PAGE + offset);
  return mask;
}

/** Writes the successors of one region: `rest` has the bits of the others, `shift` is its place, `first` its first action. */
class Writer {
  readonly #bounds: Bounds;
  readonly #attached: number;
  /** What stays of a region after its last detach. */
  readonly #kept: number;

  constructor(bounds: Bounds, forgets: boolean) {
    this.#bounds = bounds;
    this.#attached = ((1 << bounds.processes) - 1) << 1;
    this.#kept = forgets ? pageFields(bounds, 0) : 0;
  }

  write(region: number, rest: number, shift: number, first: number, out: Successors): void {
    this.#life(region, rest, shift, first, out);
    if ((region & (this.#attached | 1)) === 0) return;
    const { processes, pages } = this.#bounds;
    for (let page = 0; page < pages; page++) {
      const at = 1 + processes + page * BITS_OF_PAGE;
      const number = first + firstOfPage(this.#bounds, page);
      if ((region & this.#attached) !== 0) accesses(region, at, rest, shift, number, out);
      put(out, number + PROTECTIONS + 2, rest | ((region & ~(3 << (at + ENTRY))) << shift));
    }
  }

  /** create, unlink, attach, detach. */
  #life(region: number, rest: number, shift: number, first: number, out: Successors): void {
    const { processes } = this.#bounds;
    const attached = region & this.#attached;
    const linked = (region & 1) !== 0;
    if (!linked && attached === 0) put(out, first, rest | ((region | 1) << shift));
    if (linked) put(out, first + 1, attached === 0 ? rest : rest | ((region & ~1) << shift));
    for (let p = 0; p < processes; p++) {
      const own = 2 << p;
      if (linked) put(out, first + 2 + p, rest | ((region | own) << shift));
      if ((attached & own) === 0) continue;
      const after = !linked && attached === own ? region & this.#kept : region & ~own;
      put(out, first + 2 + processes + p, rest | (after << shift));
    }
  }
}

function put(out: Successors, action: number, word: number): void {
  out.words[out.count] = word;
  out.actions[out.count] = action;
  out.count++;
}

/** mprotect, load and store of the page whose bits begin at `at`. */
function accesses(region: number, at: number, rest: number, shift: number, number: number, out: Successors): void {
  const protection = (region >>> at) & 3;
  const entry = (region >>> (at + ENTRY)) & 3;
  const granted = (region >>> (at + GRANTED)) & 3;
  const unprotected = region & ~((3 << at) | (3 << (at + GRANTED)));
  for (let to = 0; to < PROTECTIONS; to++) put(out, number + to, rest | ((unprotected | (to << at) | (to << (at + GRANTED))) << shift));
  const loaded = protection >= 1 && entry === 0 ? region | (1 << (at + ENTRY)) : region;
  put(out, number + PROTECTIONS, rest | (loaded << shift));
  if ((protection === 0) !== (granted === 0)) out.violate(ANSWERS_AGREE);
  const stored = protection === 2 ? (region & ~(3 << (at + ENTRY))) | (2 << (at + ENTRY)) : region;
  put(out, number + PROTECTIONS + 1, rest | (stored << shift));
  if ((protection === 2) !== (granted === 2)) out.violate(ANSWERS_AGREE);
}

/**
 * @param forgets whether the last detach forgets to reset the protections
 * @throws InputError where a state needs more than 32 bits
 */
export function watchedRegions(bounds: Bounds, forgets: boolean): Model {
  checkBounds(bounds, BITS_OF_PAGE, 32);
  const writer = new Writer(bounds, forgets);
  const bits = bitsOfRegion(bounds, BITS_OF_PAGE);
  const mask = 2 ** bits - 1;
  const each = actionsOfRegion(bounds);
  const alive = (2 << bounds.processes) - 1;
  const entries = pageFields(bounds, ENTRY);
  return {
    name: nameOf(forgets ? 'regions with stale-prot' : 'watched regions', bounds),
    width: 1,
    fanOut: each * bounds.regions,
    initial: () => [new Int32Array(1)],
    action: (number) => actionOf(bounds, number),
    folding: regionFolding(bounds, BITS_OF_PAGE),
    successors(words, at, out) {
      const state = words[at]!;
      for (let r = 0; r < bounds.regions; r++) {
        const shift = r * bits;
        writer.write((state >>> shift) & mask, state & ~(mask << shift), shift, r * each, out);
      }
    },
    invariants: [
      {
        name: 'dead regions have no entries',
        holds(words, at) {
          for (let r = 0; r < bounds.regions; r++) {
            const region = (words[at]! >>> (r * bits)) & mask;
            if ((region & alive) === 0 && (region & entries) !== 0) return false;
          }
          return true;
        },
      },
    ],
  };
}
