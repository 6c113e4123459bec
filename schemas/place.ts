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

/** The absolute address of a place whose region begins at `base`, or undefined when it leaves 64 bits. */
export function absolute(base: string, place: string): string | undefined {
  const plus = place.indexOf('+');
  return plus < 0 ? base : addHex(base, place.slice(plus + 1));
}
