/** The address that an answer names. Answers of other calls, and failures, name none. */
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { Done, Outcome } from '../schemas/generated/types.ts';

/** The page of the address; NaN where there is none. */
export function pageIn(seen: Outcome, shift: number): number {
  const { addr } = seen as Done;
  return addr === undefined ? Number.NaN : pageOf(addr, shift);
}

/** The page that the address begins; NaN where it lies within one, or is none. */
export function wholePageIn(seen: Outcome, shift: number): number {
  const { addr } = seen as Done;
  return addr === undefined || offsetOf(addr, shift) !== 0 ? Number.NaN : pageOf(addr, shift);
}

/** Where what a call maps begins: the page that was answered, else the one that was asked for. */
export function startIn(seen: Outcome, shift: number, asked: number): number {
  const { addr } = seen as Done;
  return addr === undefined ? asked : pageOf(addr, shift);
}
