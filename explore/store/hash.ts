/** Hashes of 32-bit words: a multiplication for each word, and the finish of MurmurHash3. */

function finish(h: number): number {
  const mixed = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

export function hashOne(a: number): number {
  return finish(Math.imul(a ^ (a >>> 16), 0x85ebca6b));
}

export function hashTwo(a: number, b: number): number {
  const first = Math.imul(a ^ (a >>> 16), 0x9e3779b1);
  return finish(Math.imul(first ^ (first >>> 15) ^ b, 0x85ebca6b));
}

export function hashMany(words: Int32Array, at: number, width: number): number {
  let h = width;
  for (let k = 0; k < width; k++) {
    h = Math.imul(h ^ words[at + k]!, 0x9e3779b1);
    h ^= h >>> 15;
  }
  return finish(Math.imul(h, 0x85ebca6b));
}
