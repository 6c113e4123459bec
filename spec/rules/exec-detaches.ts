import { ACCESS } from '../features.ts';
import { owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, MAPERR, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'exec-detaches',
  family: 'teardown',
  sentence: 'After exec the region is out of reach for the new program.',
  source: 'execve(2): no mapping survives.',
  needs: 'outcome',
  scope: joinedRegions,
  concerns: ACCESS.left,
  onAccess: (v) =>
    v.says === 'no-mapping' && v.process.left.some((l) => l.how === 'exec' && v.page >= l.start && v.page < l.end) ? owed(v) : undefined,
  holds: twoSharers('A faults').store('A', BUF, 1).does({ call: 'exec', process: 'A' }, DONE).load('A', BUF, MAPERR).end(),
  breaks: twoSharers('A still reads').store('A', BUF, 1).does({ call: 'exec', process: 'A' }, DONE).load('A', BUF, value(1)).end(),
};
