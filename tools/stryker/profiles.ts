/** By which profile a body is judged. */
import { QUESTIONS } from '../../spec/index.ts';

/** The reference where a request that cannot be shared must succeed unshared. */
export const HINTING = 'reference by hint';
/** The reference where what is open in hugetlb-pmd stays open. */
export const UNDECIDED = 'reference by default';
/** The body that shares nothing, where sharing is not owed. */
export const APART = 'private-tables by default';

/** Every question is settled: by the first of its readings, by the second, and so on. Where one has fewer, by its last. */
export const ONE_SIDED: readonly string[] = [0, 1, 2].map(settled);

function settled(which: number): string {
  return Object.entries(QUESTIONS)
    .map(([name, { readings }]: [string, { readonly readings: readonly string[] }]) => `${name}=${readings[which] ?? readings.at(-1)}`)
    .join(',');
}

const PROFILES: Readonly<Record<string, string>> = {
  'strict-reference': 'strict',
  [HINTING]: 'hint',
  [UNDECIDED]: 'default',
  [APART]: 'default',
};

/** What is open in a generation that exists already is decided by what exists. */
export function profileOf(body: string, generation: string): string {
  return PROFILES[body] ?? (generation === 'hugetlb-pmd' ? 'strict' : 'default');
}
