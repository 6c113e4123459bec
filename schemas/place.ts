/** Places: `0x…`, `region` or `region+0x…`. */
import { addHex } from './address.ts';

const PLUS = 0x2b;

let lastRegion = '';

/** The region of a place that is no absolute address. Most places name the region that the place before named. */
export function regionOf(place: string): string {
  if (isIn(place, lastRegion)) return lastRegion;
  const plus = place.indexOf('+');
  lastRegion = plus < 0 ? place : place.slice(0, plus);
  return lastRegion;
}

function isIn(place: string, region: string): boolean {
  const { length } = region;
  if (place.length < length || (place.length > length && place.charCodeAt(length) !== PLUS)) return false;
  for (let i = 0; i < length; i++) if (place.charCodeAt(i) !== region.charCodeAt(i)) return false;
  return true;
}

/** True for an address without a region. */
export function isAbsolute(place: string): boolean {
  return place.charCodeAt(0) === 0x30;
}

/** The absolute address of a place whose region begins at `base`, or undefined when it leaves 64 bits. */
export function absolute(base: string, place: string): string | undefined {
  const plus = place.indexOf('+');
  return plus < 0 ? base : addHex(base, place, plus + 1);
}

/** Fifteen digits: two such numbers add up to less than 2^61. */
const SURELY_FITS = 17;

/** Whether a place whose region begins at `base` stays within 64 bits; quicker than to compute it. */
export function fits(base: string, place: string): boolean {
  const offsetLength = place.length - place.indexOf('+') - 1;
  return (base.length <= SURELY_FITS && offsetLength <= SURELY_FITS) || absolute(base, place) !== undefined;
}
