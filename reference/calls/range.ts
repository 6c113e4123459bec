import { offsetOf, pageOf } from '../../schemas/address.ts';

/** The page of an aligned address, or -1. */
export function alignedPage(addr: string, shift: number): number {
  return offsetOf(addr, shift) === 0 ? pageOf(addr, shift) : -1;
}

/** A length in pages; a begun page counts. */
export function pagesOf(length: string, shift: number): number {
  return offsetOf(length, shift) === 0 ? pageOf(length, shift) : pageOf(length, shift) + 1;
}
