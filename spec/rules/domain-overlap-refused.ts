import { overlapClaim } from '../domain-requests.ts';
import { parentAndChild } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

export const rule: Rule = {
  id: 'domain-overlap-refused',
  family: 'alignment',
  sentence: 'Pages that a domain has given to one mapping it gives to no other, whichever of its processes asks: EINVAL.',
  source: 'Android, mm/ptshare.c (2026): a range that overlaps another one of the hidden mm, EINVAL.',
  needs: 'outcome',
  scope: inheritedDomains,
  questions: ['q-left-range'],
  calls: ['mmap'],
  onCall: overlapClaim,
  holds: parentAndChild('B asks for pages that A has')
    .map('B', { file: 'log', seen: refused('EINVAL') })
    .end(),
  breaks: parentAndChild('B is given pages that A has').map('B', { file: 'log' }).end(),
};
