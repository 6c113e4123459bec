import { entriesObeyProtection } from '../entries.ts';
import { RO, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'entry-obeys-protection',
  family: 'consistency',
  sentence:
    'An entry is present only where the protection allows access, writable only where it allows writing, and executable only where it allows execution.',
  source: 'Ordinary rule of page tables, held for the region: its protection is that of all sharers.',
  needs: 'tables',
  scope: everyGeneration,
  inspect: entriesObeyProtection,
  holds: twoSharers('Read-only pages have read-only entries')
    .store('A', BUF, 1)
    .protect('A', BUF, '0x200000', 'r')
    .shows({ ...SHARED, leaves: { 1: [0, 7, RO] } })
    .end(),
  breaks: twoSharers('A read-only page has a writable entry').store('A', BUF, 1).protect('A', BUF, '0x200000', 'r').shows(SHARED).end(),
};
