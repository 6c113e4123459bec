/** The regions as a general model of one word. */
import type { Model } from '../../model.ts';
import { actionOf, actionsOfRegion, bitsOfRegion, checkBounds, nameOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { BITS_OF_PAGE, isWiped, regionWriter } from './region.ts';

/** @throws InputError where a state needs more than 32 bits */
export function regions(bounds: Bounds): Model {
  checkBounds(bounds, BITS_OF_PAGE, 32);
  const bits = bitsOfRegion(bounds, BITS_OF_PAGE);
  const mask = 2 ** bits - 1;
  const each = actionsOfRegion(bounds);
  const write = regionWriter(bounds);
  return {
    name: nameOf('regions', bounds),
    width: 1,
    fanOut: each * bounds.regions,
    initial: () => [new Int32Array(1)],
    action: (number) => actionOf(bounds, number),
    successors(words, at, out) {
      const state = words[at]!;
      for (let r = 0; r < bounds.regions; r++) {
        const shift = r * bits;
        write((state >>> shift) & mask, state & ~(mask << shift), shift, r * each, out);
      }
    },
    invariants: [
      {
        name: 'dead regions are wiped',
        holds(words, at) {
          const state = words[at]!;
          for (let r = 0; r < bounds.regions; r++) if (!isWiped((state >>> (r * bits)) & mask, bounds)) return false;
          return true;
        },
      },
    ],
  };
}
