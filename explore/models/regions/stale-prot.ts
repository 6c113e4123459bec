/**
 * The regions with an observer: loads and stores are calls that any attached process makes, and each answer is held against what the last
 * mprotect of this life of the region granted. The seeded bug `forgets`: the last detach of an unlinked region wipes its entries, but not
 * its protections, so that the next life of the region begins with stale ones.
 *
 * A region in bits, from the lowest: linked 1; attached, 1 for each process; for each page its protection 2, its entry 2, and what was
 * granted 2. A word each.
 */
import type { Model } from '../../model.ts';
import type { Successors } from '../../successors.ts';
import { PROTECTIONS, actionOf, actionsOfRegion, checkBounds, firstOfPage, nameOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';

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

  /** Writes what the region in word `word` of a state does next. */
  write(state: Int32Array, at: number, word: number, out: Successors): void {
    const region = state[at + word]!;
    const first = word * actionsOfRegion(this.#bounds);
    const put = (action: number, next: number): void => {
      out.push(first + action, state, at);
      out.words[(out.count - 1) * out.width + word] = next;
    };
    this.#life(region, put);
    for (let page = 0; page < this.#bounds.pages; page++) this.#page(region, page, put, out);
  }

  /** create, unlink, attach, detach. */
  #life(region: number, put: (action: number, next: number) => void): void {
    const { processes } = this.#bounds;
    const attached = region & this.#attached;
    const linked = (region & 1) !== 0;
    if (!linked && attached === 0) put(0, region | 1);
    if (linked) put(1, attached === 0 ? 0 : region & ~1);
    for (let p = 0; p < processes; p++) {
      const own = 2 << p;
      if (linked) put(2 + p, region | own);
      if ((attached & own) !== 0) put(2 + processes + p, !linked && attached === own ? region & this.#kept : region & ~own);
    }
  }

  /** mprotect, load, store, reclaim. */
  #page(region: number, page: number, put: (action: number, next: number) => void, out: Successors): void {
    const at = 1 + this.#bounds.processes + page * BITS_OF_PAGE;
    const number = firstOfPage(this.#bounds, page);
    const isAttached = (region & this.#attached) !== 0;
    const [protection, entry, granted] = [(region >>> at) & 3, (region >>> (at + ENTRY)) & 3, (region >>> (at + GRANTED)) & 3];
    const without = region & ~(3 << (at + ENTRY));
    if (isAttached) {
      const unprotected = region & ~((3 << at) | (3 << (at + GRANTED)));
      for (let to = 0; to < PROTECTIONS; to++) put(number + to, unprotected | (to << at) | (to << (at + GRANTED)));
      put(number + PROTECTIONS, protection >= 1 && entry === 0 ? region | (1 << (at + ENTRY)) : region);
      if ((protection === 0) !== (granted === 0)) out.violate(ANSWERS_AGREE);
      put(number + PROTECTIONS + 1, protection === 2 ? without | (2 << (at + ENTRY)) : region);
      if ((protection === 2) !== (granted === 2)) out.violate(ANSWERS_AGREE);
    }
    if (isAttached || (region & 1) !== 0) put(number + PROTECTIONS + 2, without);
  }
}

/**
 * @param forgets whether the last detach forgets to reset the protections
 * @throws InputError where a region does not fit into a word
 */
export function watchedRegions(bounds: Bounds, forgets: boolean): Model {
  checkBounds({ ...bounds, regions: 1 }, BITS_OF_PAGE, 31);
  const writer = new Writer(bounds, forgets);
  const entries = pageFields(bounds, ENTRY);
  return {
    name: nameOf(forgets ? 'regions with stale-prot' : 'watched regions', bounds),
    width: bounds.regions,
    fanOut: actionsOfRegion(bounds) * bounds.regions,
    initial: () => [new Int32Array(bounds.regions)],
    action: (number) => actionOf(bounds, number),
    successors(words, at, out) {
      for (let word = 0; word < bounds.regions; word++) writer.write(words, at, word, out);
    },
    invariants: [
      {
        name: 'dead regions have no entries',
        holds(words, at) {
          for (let word = 0; word < bounds.regions; word++) {
            const region = words[at + word]!;
            if ((region & ((2 << bounds.processes) - 1)) === 0 && (region & entries) !== 0) return false;
          }
          return true;
        },
      },
    ],
  };
}
