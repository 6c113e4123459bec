import { ACCESS } from '../features.ts';
import { owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, MAPERR, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'detached-unreachable',
  family: 'teardown',
  sentence: 'After munmap the region is out of reach for the caller, on every CPU.',
  source: 'munmap(2); in an early series the upper entry of the guest stayed linked.',
  needs: 'outcome',
  scope: joinedRegions,
  concerns: ACCESS.left,
  onAccess: (v) =>
    v.says === 'no-mapping' && v.process.left.some((l) => l.how !== 'exec' && v.page >= l.start && v.page < l.end) ? owed(v) : undefined,
  holds: twoSharers('A faults').store('A', BUF, 1).unmap('A', BUF, '0x200000').load('A', BUF, MAPERR).end(),
  breaks: twoSharers('A still reads').store('A', BUF, 1).unmap('A', BUF, '0x200000').load('A', BUF, value(1)).end(),
};
