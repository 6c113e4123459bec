/** The median of an odd number of measurements, by what they measured. */
export function middle<T>(measured: readonly T[], by: (item: T) => number): T {
  const sorted = measured.toSorted((a, b) => by(a) - by(b));
  const found = sorted[(sorted.length - 1) / 2];
  if (found === undefined) throw new Error(`no middle of ${measured.length}`);
  return found;
}
