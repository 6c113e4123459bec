import { INSPECTION, ORDER } from '../features.ts';
import { onlySharersReach } from '../guests.ts';
import { SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'reached-only-by-sharers',
  family: 'consistency',
  sentence: 'The leaf tables of a region are reached only through mappings of that region.',
  source:
    'Sharing is asked for. Read from the posted code: it is lost there, because an entry of the level above is copied and because unmapping leaves it in place.',
  needs: 'tables',
  scope: joinedRegions,
  inspect: onlySharersReach,
  settled: INSPECTION.region | ORDER.orderly,
  holds: twoSharers('Both processes that reach the table map the region').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('B has unmapped and still reaches the table')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .unmap('B', BUF, '0x200000')
    .shows(SHARED)
    .end(),
};
