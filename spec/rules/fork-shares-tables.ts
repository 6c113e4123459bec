import { INSPECTION } from '../features.ts';
import { FORK_APART, FORK_SHARED, parentAndChild } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { BUF, value } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';
import { oneTable } from '../sharing.ts';

export const rule: Rule = {
  id: 'fork-shares-tables',
  family: 'consistency',
  sentence:
    'What a child has inherited it shares: in each slot it reaches the leaf table that its parent reaches, whoever brings a page in, and when.',
  source: 'Android, mm/ptshare.c (2026): a domain is inherited by fork; the table is put into the entry of whoever faults.',
  needs: 'tables',
  scope: inheritedDomains,
  concerns: INSPECTION.guestsPaired,
  // Of the mappings of one range all but the first came by fork.
  inspect: (v) => oneTable(v, true),
  holds: parentAndChild('One table for both').store('A', BUF, 1).load('B', BUF, value(1)).shows(FORK_SHARED).end(),
  breaks: parentAndChild('A table for each')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...FORK_APART, mms: FORK_APART.mms.toReversed() })
    .end(),
};
