import { ACCESS } from '../features.ts';
import { freshChange, cachedBefore, owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, DONE, twoSharers } from '../scene.ts';
import { protectionOfRegion } from '../scopes.ts';

export const rule: Rule = {
  id: 'protect-every-cpu',
  family: 'protection',
  sentence: 'After the call returns no CPU uses the old translation, for whichever sharer it had cached it.',
  source: 'Dave Hansen on the host mm as a secondary MMU (2024): no posted series before 2025 flushes the other sharers.',
  needs: 'outcome',
  scope: protectionOfRegion,
  concerns: ACCESS.changed,
  onAccess: (v) => (freshChange(v) && cachedBefore(v) && v.says === 'denied' ? owed(v) : undefined),
  holds: twoSharers('The translation that B had cached is gone')
    .store('B', BUF, 1, DONE, 1)
    .protect('A', BUF, '0x1000', 'r')
    .store('B', BUF, 2, ACCERR, 1)
    .end(),
  breaks: twoSharers('B stores through the translation it had cached')
    .store('B', BUF, 1, DONE, 1)
    .protect('A', BUF, '0x1000', 'r')
    .store('B', BUF, 2, DONE, 1)
    .end(),
};
