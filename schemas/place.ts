/** Places: `0x…`, `region` or `region+0x…`. */
import { addHex } from './address.ts';

/** The region of a place that is no absolute address. */
export function regionOf(place: string): string {
  const plus = place.indexOf('+');
  return plus < 0 ? place : place.slice(0, plus);
}

/** True for an address without a region. */
export function isAbsolute(place: string): boolean {
  return place.charCodeAt(0) === 0x30;
}

/** Sums that were worked out before: traces name the same few places again and again. */
const sums = new Map<string, Map<string, string>>();
let remembered = 0;
const REMEMBERED = 10_000;

function remember(base: string, place: string, sum: string): void {
  if (remembered++ >= REMEMBERED) {
    sums.clear();
    remembered = 1;
  }
  const known = sums.get(base);
  if (known === undefined) sums.set(base, new Map([[place, sum]]));
  else known.set(place, sum);
}

/** The absolute address of a place whose region begins at `base`, or undefined when it leaves 64 bits. */
export function absolute(base: string, place: string): string | undefined {
  const plus = place.indexOf('+');
  if (plus < 0) return base;
  const known = sums.get(base)?.get(place);
  if (known !== undefined) return known;
  const sum = addHex(base, place.slice(plus + 1));
  if (sum !== undefined) remember(base, place, sum);
  return sum;
}

/** Fifteen digits: two such numbers add up to less than 2^61. */
const SURELY_FITS = 17;

/** Whether a place whose region begins at `base` stays within 64 bits; quicker than to compute it. */
export function fits(base: string, place: string): boolean {
  const offsetLength = place.length - place.indexOf('+') - 1;
  return (base.length <= SURELY_FITS && offsetLength <= SURELY_FITS) || absolute(base, place) !== undefined;
}
