import { ORDER } from '../features.ts';
import { countsExact } from '../guests.ts';
import { BUF_SLOT, HOST, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'share-count-exact',
  family: 'consistency',
  sentence:
    'The count that a leaf table keeps of its links equals the number of entries that lead to it, that of the host included, and a host counts as many guests as there are mappings of its region.',
  source: 'Tables are freed by count, so a miscount leaks them or frees them early; CVE-2024-57883 is one of this kind.',
  needs: 'tables',
  scope: everyGeneration,
  inspect: countsExact,
  settled: ORDER.tallied,
  holds: twoSharers('Three links, counted three').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('The host counts one guest of two')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, mms: [SHARED.mms[0]!, SHARED.mms[1]!, { host: { ...HOST, guests: 1 }, slots: { [BUF_SLOT]: 1 } }] })
    .end(),
};
