import { NEWS, STEP } from '../features.ts';
import { sharedAtFault } from '../fault-shares.ts';
import type { Rule } from '../rule.ts';
import { value } from '../scene.ts';
import { GIB, HUGE_APART, HUGE_SHARED, hugeAt, hugeScene, twoHuge } from '../huge-scene.ts';
import { neverAsked } from '../scopes.ts';

export const rule: Rule = {
  id: 'fault-shares',
  family: 'consistency',
  sentence:
    'The first fault in a slot takes the table that another process has for the same pages with the same rights; where the profile takes sharing for an optimisation, it may make one.',
  source: 'Linux, mm/hugetlb.c, huge_pmd_share: a fault looks for such a table before it allocates one.',
  needs: 'tables',
  scope: neverAsked,
  questions: ['q-share-owed'],
  concerns: STEP.accessed,
  inspect: sharedAtFault,
  due: NEWS.step,
  holds: twoHuge('B takes the table of A').store('A', hugeAt(0), 1).shows(alone()).load('B', hugeAt(0), value(1)).shows(HUGE_SHARED).end(),
  breaks: hugeScene('A made the second of three slots read-only and writable again, which leaves that in one; B makes a table')
    .map('A', { addr: hugeAt(-512), length: '0xc0000000' })
    .map('B', { offset: GIB })
    .protect('A', hugeAt(0), GIB, 'r')
    .protect('A', hugeAt(0), GIB, 'rw')
    .store('A', hugeAt(0), 1)
    .shows(alone())
    .load('B', hugeAt(0), value(1))
    .shows(HUGE_APART)
    .end(),
};

/** A has a table, and B has none. */
function alone(): typeof HUGE_SHARED {
  return { ...HUGE_SHARED, mms: [HUGE_SHARED.mms[0]!, { process: 'B', slots: {} }] };
}
