/** By which profile a body is judged. */
import { QUESTIONS } from '../../spec/index.ts';

/** The reference where a request that cannot be shared must succeed unshared. */
export const HINTING = 'reference by hint';
/** The reference where what is open in hugetlb-pmd stays open. */
export const UNDECIDED = 'reference by default';
/** The body that shares nothing, where sharing is not owed. */
export const APART = 'private-tables by default';

type Settle = (readings: readonly string[], question: number) => string | undefined;

/**
 * Every question is settled: by the first of its readings; by the second; and by the third, where those that have fewer take turns to be
 * settled by the first, by the last, and not at all. So those that are mostly settled alike are settled apart.
 */
export const ONE_SIDED: readonly string[] = [
  settled(([first]) => first),
  settled(([, second]) => second),
  settled(([first, , third], question) => third ?? [first, undefined, 'either'][question % 3]),
];

/** @param by where it says nothing, the last reading is chosen */
function settled(by: Settle): string {
  return Object.entries(QUESTIONS)
    .map(([name, { readings }]: [string, { readonly readings: readonly string[] }], i) => `${name}=${by(readings, i) ?? readings.at(-1)}`)
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
