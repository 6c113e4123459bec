import { ACCESS } from '../features.ts';
import { freshChange, changedByOther, cachedBefore, owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, twoSharers } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'protect-reaches-sharers',
  family: 'protection',
  sentence: 'Access that one sharer takes away is gone for every other sharer when the call returns.',
  source:
    'Requirement of the author in every generation until 2024: a change of protection applies to all sharers at once (seed message, October 2023).',
  needs: 'outcome',
  scope: protectionOfRegion,
  concerns: ACCESS.changed,
  onAccess: (v) => (freshChange(v) && changedByOther(v) && v.says === 'denied' && !cachedBefore(v) ? owed(v) : undefined),
  holds: twoSharers('B cannot store any more').protect('A', BUF, '0x1000', 'r').store('B', BUF, 1, ACCERR).end(),
  breaks: twoSharers('B can still store').protect('A', BUF, '0x1000', 'r').store('B', BUF, 1).end(),
};
