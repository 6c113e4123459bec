import { ACCESS } from '../features.ts';
import { owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, at, twoSharers } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'protect-exact-pages',
  family: 'protection',
  sentence: 'A change of protection touches exactly the pages that were named.',
  source: 'mprotect(2); a common table makes it tempting to change all of it.',
  needs: 'outcome',
  scope: protectionOfRegion,
  concerns: ACCESS.region,
  onAccess: (v) =>
    v.region && v.protection?.by === '' && v.says !== 'beyond-end' && v.region.protection.some((p) => p.by !== '') ? owed(v) : undefined,
  holds: twoSharers('The page beside is as it was').protect('A', BUF, '0x1000', 'none').store('B', at(1), 1).end(),
  breaks: twoSharers('The page beside is closed too').protect('A', BUF, '0x1000', 'none').store('B', at(1), 1, ACCERR).end(),
};
