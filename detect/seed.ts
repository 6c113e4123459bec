/** Numbers out of names: the same choice for the same story, whatever else is chosen. */

export function seedOf(text: string): number {
  let seed = 0;
  for (const letter of text) seed = mixed(seed ^ (letter.codePointAt(0) ?? 0));
  return seed;
}

/** Spreads numbers: 32 bits to 31. */
export function mixed(n: number): number {
  const once = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  return (Math.imul(once ^ (once >>> 15), 0x2c1b3c6d) ^ (once >>> 13)) >>> 1;
}
