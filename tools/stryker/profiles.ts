/** By which profile a body is judged. */

/** The reference where a request that cannot be shared must succeed unshared. */
export const HINTING = 'reference by hint';
/** The reference where what is open in hugetlb-pmd stays open. */
export const UNDECIDED = 'reference by default';
/** Every fault makes a table of its own, where sharing is an optimisation. */
export const UNSHARED = 'apart by default';

const PROFILES: Readonly<Record<string, string>> = {
  'strict-reference': 'strict',
  [HINTING]: 'hint',
  [UNDECIDED]: 'default',
  [UNSHARED]: 'default',
};

/** What is open in a generation that exists already is decided by what exists. */
export function profileOf(body: string, generation: string): string {
  return PROFILES[body] ?? (generation === 'hugetlb-pmd' ? 'strict' : 'default');
}
