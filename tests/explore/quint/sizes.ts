/** "2x2x1x1x2": processes, CPUs, files, slots of a file, pages of a slot. */
export function sizesOf(text: string): Record<string, number> {
  const numbers = text.split('x').map(Number);
  const names = ['PROCESSES', 'CPUS', 'FILES', 'SLOTS', 'INDICES'];
  return Object.fromEntries(names.map((name, i) => [name, numbers[i] ?? 1]));
}

/** Sizes, with the states and transitions of the formal model; two checkers are held against them. */
export const COUNTS: readonly (readonly [sizes: string, states: number, transitions: number])[] = [
  ['2x1x1x1x1', 155, 1908],
  ['3x1x1x1x1', 775, 14_421],
  ['2x1x1x2x1', 2723, 56_292],
  ['2x2x1x1x2', 3715, 160_102],
];
