/**
 * Lists that are made as long as they will be and filled at once. One that grows by pushing takes up several times its size,
 * which is what most of the memory of a run would go into. Numbers and objects are apart, since the engine keeps them apart.
 */

/** Members are undefined until they are set. */
export function numberList(length: number): number[] {
  // oxlint-disable-next-line unicorn/no-new-array -- Array.from is many times slower
  return new Array<number>(length);
}

/** Members are undefined until they are set. */
export function objectList<T extends object>(length: number): T[] {
  // oxlint-disable-next-line unicorn/no-new-array -- Array.from is many times slower
  return new Array<T>(length);
}
