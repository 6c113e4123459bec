import { presenceClaim } from '../presence.ts';
import type { Rule } from '../rule.ts';
import { BUF, at, twoSharers, value } from '../scene.ts';
import { joinedRegions } from '../scopes.ts';

export const rule: Rule = {
  id: 'presence-follows-table',
  family: 'accounting',
  sentence: 'A page that one sharer has brought in is present for every sharer that has linked the slot, without a fault of its own.',
  source: 'Fewer faults for later sharers: the entries of all stand in the common table (seed message, October 2023).',
  needs: 'present',
  scope: joinedRegions,
  calls: ['present'],
  onCall: presenceClaim,
  holds: twoSharers('Page 0 is there for B')
    .store('A', BUF, 1)
    .load('B', at(1), value(2))
    .does({ call: 'present', process: 'B', addr: BUF }, value(1))
    .end(),
  breaks: twoSharers('Page 0 is missing for B')
    .store('A', BUF, 1)
    .load('B', at(1), value(2))
    .does({ call: 'present', process: 'B', addr: BUF }, value(0))
    .end(),
};
