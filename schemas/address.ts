/**
 * Exact 64-bit addresses. On paper an address is a hex string; inside it is a page number (below 2^52, exact in a
 * double) and an offset in the page. The address itself never passes through a double, unless it is below 2^53 and so exact.
 */

/** Reads `0x…` (at most 16 digits, to the end of the text) into two unsigned 32-bit halves: `high`, and the low half returned. */
let high = 0;
const TWO_32 = 0x1_0000_0000;
function halves(hex: string, start = 0): number {
  const first = start + 2;
  const from = hex.length - 8 > first ? hex.length - 8 : first;
  let hi = 0;
  let lo = 0;
  for (let i = first; i < from; i++) hi = (hi << 4) | digit(hex.charCodeAt(i));
  for (let i = from; i < hex.length; i++) lo = (lo << 4) | digit(hex.charCodeAt(i));
  high = hi >>> 0;
  return lo >>> 0;
}

/** '0'..'9' are 48..57 and 'a'..'f' are 97..102; the schema admits nothing else. */
function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

/** log2 of a page size: 4096 gives 12. */
export function pageShift(pageSize: number): number {
  return 31 - Math.clz32(pageSize);
}

/** The page number of a hex address, which stands in the text from `start` to the end. Throws nothing: the schema has checked the digits. */
export function pageOf(hex: string, shift: number, start = 0): number {
  const lo = halves(hex, start);
  return high * (TWO_32 / (1 << shift)) + (lo >>> shift);
}

/** The offset in its page of a hex address, which stands in the text from `start` to the end. */
export function offsetOf(hex: string, shift: number, start = 0): number {
  return halves(hex, start) & ((1 << shift) - 1);
}

/** Whole pages that a length in bytes covers. */
export function pagesCovering(hex: string, shift: number): number {
  const lo = halves(hex);
  return high * (TWO_32 / (1 << shift)) + (lo >>> shift) + ((lo & ((1 << shift) - 1)) === 0 ? 0 : 1);
}

/** The hex address of a page number and an offset in the page. */
export function toHex(page: number, offset: number, shift: number): string {
  const address = page * (1 << shift) + offset;
  if (address <= Number.MAX_SAFE_INTEGER) return hexOf(address);
  return `0x${((BigInt(page) << BigInt(shift)) + BigInt(offset)).toString(16)}`;
}

/** `0x` and 13 digits: two such numbers are below 2^52, and their sum is exact in a double. */
const EXACT_LENGTH = 15;

/** `base + delta` in 64 bits, or undefined when it leaves them. `delta` stands in `text` from `start` to the end. */
export function addHex(base: string, text: string, start = 0): string | undefined {
  if (base.length <= EXACT_LENGTH && text.length - start <= EXACT_LENGTH) return hexOf(exact(base, 0) + exact(text, start));
  const sum = BigInt(base) + BigInt(text.slice(start));
  return sum < 1n << 64n ? `0x${sum.toString(16)}` : undefined;
}

/** A number of at most 13 digits. */
function exact(hex: string, start: number): number {
  const lo = halves(hex, start);
  return high * TWO_32 + lo;
}

/** Texts written last, by a hash of their number: traces name the same few addresses again and again. */
const REMEMBERED = 4096;
const numbers = new Float64Array(REMEMBERED).fill(-1);
const texts: string[] = Array.from({ length: REMEMBERED }, () => '');

function hexOf(number: number): string {
  const low = number >>> 0;
  const at = (low ^ (low >>> 12)) & (REMEMBERED - 1);
  if (numbers[at] !== number) {
    numbers[at] = number;
    texts[at] = `0x${number.toString(16)}`;
  }
  return texts[at] as string;
}
