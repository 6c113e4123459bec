import { presenceClaim } from '../presence.ts';
import type { Rule } from '../rule.ts';
import { BUF, DONE, at, twoSharers, value } from '../scene.ts';
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
  holds: twoSharers('Page 0 is there for B; page 1 is lost while B leaves, though a translation still shows it')
    .store('A', BUF, 1)
    .load('B', at(1), value(2))
    .does({ call: 'present', process: 'B', addr: BUF }, value(1))
    .does(
      { call: 'munmap', process: 'B', addr: BUF, length: '0x200000', cpu: 1, begins: 'leave', pause: 'flush' },
      { result: 'pending', at: 'flush' },
    )
    .does({ call: 'ftruncate', process: 'A', fd: 'fd-db', size: '0x1000' }, DONE)
    .load('B', at(1), value(2))
    .does({ call: 'present', process: 'B', addr: at(1) }, value(0))
    .load('B', BUF, value(1))
    .does({ call: 'return', of: 'leave' }, DONE)
    .end(),
  breaks: twoSharers('Page 0 is missing for B')
    .store('A', BUF, 1)
    .load('B', at(1), value(2))
    .does({ call: 'present', process: 'B', addr: BUF }, value(0))
    .end(),
};
