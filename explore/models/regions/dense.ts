/** The regions as a dense model: what one region can do is looked up in a table made beforehand. */
import type { DenseModel } from '../../model.ts';
import { Successors } from '../../successors.ts';
import { actionOf, actionsOfRegion, bitsOfRegion, checkBounds, nameOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { BITS_OF_PAGE, isWiped, regionWriter } from './region.ts';

/** A bit of memory for each state: 2^28 of them are 32 MiB. */
const MOST_BITS = 28;

/** How a region goes on: entries `starts[region]` to `starts[region + 1] - 1`. */
interface Table {
  readonly starts: Int32Array;
  readonly next: Int32Array;
  readonly actions: Int32Array;
}

function tableOf(bounds: Bounds, codes: number): Table {
  const write = regionWriter(bounds);
  const starts = new Int32Array(codes + 1);
  const out = new Successors(1, codes);
  for (let region = 0; region < codes; region++) {
    out.reserve(actionsOfRegion(bounds));
    write(region, 0, 0, 0, out);
    starts[region + 1] = out.count;
  }
  return { starts, next: out.words, actions: out.actions };
}

/** @throws InputError where a state needs more than 28 bits */
export function denseRegions(bounds: Bounds): DenseModel {
  checkBounds(bounds, BITS_OF_PAGE, MOST_BITS);
  const bits = bitsOfRegion(bounds, BITS_OF_PAGE);
  const codes = 2 ** bits;
  const each = actionsOfRegion(bounds);
  const { starts, next, actions } = tableOf(bounds, codes);
  const wiped = Uint8Array.from({ length: codes }, (_, region) => Number(isWiped(region, bounds)));
  return {
    name: nameOf('dense regions', bounds),
    size: codes ** bounds.regions,
    fanOut: each * bounds.regions,
    initial: [0],
    action: (number) => actionOf(bounds, number),
    successors(state, out) {
      const { words, actions: numbers } = out;
      let n = out.count;
      for (let r = 0; r < bounds.regions; r++) {
        const shift = r * bits;
        const region = (state >>> shift) & (codes - 1);
        const rest = state ^ (region << shift);
        for (let i = starts[region]!; i < starts[region + 1]!; i++) {
          words[n] = rest | (next[i]! << shift);
          numbers[n++] = actions[i]! + r * each;
        }
      }
      out.count = n;
    },
    invariants: [
      {
        name: 'dead regions are wiped',
        holds(state) {
          for (let r = 0; r < bounds.regions; r++) if (wiped[(state >>> (r * bits)) & (codes - 1)] === 0) return false;
          return true;
        },
      },
    ],
  };
}
