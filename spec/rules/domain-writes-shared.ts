import { typeClaim } from '../domain-requests.ts';
import { forkScene } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

const PRIVATE = ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'] as const;

export const rule: Rule = {
  id: 'domain-writes-shared',
  family: 'alignment',
  sentence:
    'What may be written in a domain is mapped with MAP_SHARED: PROT_WRITE with MAP_PRIVATE is refused with EINVAL. What may only be read may be private.',
  source: 'Android, mm/ptshare.c (2026): PROT_WRITE without MAP_SHARED, EINVAL.',
  needs: 'outcome',
  scope: inheritedDomains,
  questions: ['q-validate'],
  calls: ['mmap'],
  onCall: typeClaim,
  holds: forkScene('Private and writable')
    .map('A', { flags: PRIVATE, seen: refused('EINVAL') })
    .end(),
  breaks: forkScene('Private and writable is mapped').map('A', { flags: PRIVATE }).end(),
};
