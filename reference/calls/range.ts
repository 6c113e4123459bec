import { offsetOf, pageOf } from '../../schemas/address.ts';

const ZERO = 48;

/** The page of an aligned address, or -1. */
export function alignedPage(addr: string, shift: number): number {
  return isAligned(addr, shift) ? pageOf(addr, shift) : -1;
}

/** Whole zero digits are seen without reading the number. */
function isAligned(addr: string, shift: number): boolean {
  if (shift !== 12) return offsetOf(addr, shift) === 0;
  const end = addr.length;
  return end > 5 && addr.charCodeAt(end - 1) === ZERO && addr.charCodeAt(end - 2) === ZERO && addr.charCodeAt(end - 3) === ZERO
    ? true
    : offsetOf(addr, shift) === 0;
}

/** A length in pages; a begun page counts. */
export function pagesOf(length: string, shift: number): number {
  return isAligned(length, shift) ? pageOf(length, shift) : pageOf(length, shift) + 1;
}
