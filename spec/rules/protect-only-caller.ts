import { ACCESS } from '../features.ts';
import { othersProtected, owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR } from '../scene.ts';
import { GIB, hugeAt, twoHuge } from '../huge-scene.ts';
import { protectionOfMapping } from '../scopes.ts';

export const rule: Rule = {
  id: 'protect-only-caller',
  family: 'protection',
  sentence: 'A change of protection binds the caller alone, whoever shares its tables: everybody else may what they might before.',
  source: 'mprotect(2) concerns the caller; sharing of hugetlb tables is not to be seen (Linux, mm/hugetlb.c, hugetlb_change_protection).',
  needs: 'outcome',
  scope: protectionOfMapping,
  concerns: ACCESS.mapped,
  onAccess: (v) => (v.mapping && v.says !== 'beyond-end' && othersProtected(v) ? owed(v) : undefined),
  holds: twoHuge('B may still store').store('B', hugeAt(0), 1).protect('A', hugeAt(0), GIB, 'r').store('B', hugeAt(0), 2).end(),
  breaks: twoHuge('B is closed with A').store('B', hugeAt(0), 1).protect('A', hugeAt(0), GIB, 'r').store('B', hugeAt(0), 2, ACCERR).end(),
};
