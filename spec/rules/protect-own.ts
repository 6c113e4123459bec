import { ACCESS } from '../features.ts';
import { accessedSince, cachedBefore, changedByOther, owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, twoSharers } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'protect-own',
  family: 'protection',
  sentence: 'A sharer that changes the protection of pages is itself bound by it at once.',
  source: 'mprotect(2).',
  needs: 'outcome',
  scope: protectionOfRegion,
  concerns: ACCESS.changed,
  onAccess: (v) => (!changedByOther(v) && !accessedSince(v) && !cachedBefore(v) ? owed(v) : undefined),
  holds: twoSharers('A cannot store any more').protect('A', BUF, '0x1000', 'r').store('A', BUF, 1, ACCERR).end(),
  breaks: twoSharers('A can still store').protect('A', BUF, '0x1000', 'r').store('A', BUF, 1).end(),
};
