import { mmapCall } from '../calls/mmap.ts';
import { MAY_REFUSE } from '../claims.ts';
import { refusedWhere } from '../domain-requests.ts';
import { forkScene } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

export const rule: Rule = {
  id: 'domain-needs-fixed',
  family: 'alignment',
  sentence: 'A place in a domain is named: MAP_SHARED_PT without MAP_FIXED is refused with EINVAL.',
  source: 'Android, mm/ptshare.c (2026): MAP_FIXED is required. MAP_FIXED_NOREPLACE names a place as well; both answers are permitted.',
  needs: 'outcome',
  scope: inheritedDomains,
  calls: ['mmap'],
  onCall: (v) => {
    const { flags } = mmapCall(v);
    if (flags.includes('MAP_FIXED_NOREPLACE') && flags.includes('MAP_SHARED_PT')) return MAY_REFUSE;
    return refusedWhere(v, () => !flags.includes('MAP_FIXED'));
  },
  holds: forkScene('No place is named')
    .map('A', { flags: ['MAP_SHARED', 'MAP_SHARED_PT'], seen: refused('EINVAL') })
    .end(),
  breaks: forkScene('No place is named, and one is chosen')
    .map('A', { flags: ['MAP_SHARED', 'MAP_SHARED_PT'] })
    .end(),
};
