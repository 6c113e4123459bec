import { ACCESS } from '../features.ts';
import { accessedSince, owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, twoSharers } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'protect-durable',
  family: 'protection',
  sentence: 'A protection stays until the next change: no later fault, access or mapping of another process undoes it.',
  source:
    'Intent of the author; in the posted code a write fault of any sharer whose own VMA is still writable opens the page again for all.',
  needs: 'outcome',
  scope: protectionOfRegion,
  concerns: ACCESS.changed,
  onAccess: (v) => (accessedSince(v) ? owed(v) : undefined),
  holds: twoSharers('B is refused a second time')
    .protect('A', BUF, '0x1000', 'r')
    .store('B', BUF, 1, ACCERR)
    .store('B', BUF, 1, ACCERR)
    .end(),
  breaks: twoSharers('B is refused once, then let in').protect('A', BUF, '0x1000', 'r').store('B', BUF, 1, ACCERR).store('B', BUF, 1).end(),
};
