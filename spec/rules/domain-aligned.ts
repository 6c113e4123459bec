import { alignmentClaim } from '../domain-requests.ts';
import { forkScene } from '../fork-scene.ts';
import type { Rule } from '../rule.ts';
import { at, refused } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

export const rule: Rule = {
  id: 'domain-aligned',
  family: 'alignment',
  sentence: 'Address and length of a mapping in a domain are multiples of what a leaf table covers; others are refused with EINVAL.',
  source: 'Android, mm/ptshare.c (2026): address and length that are no multiples of a PMD, EINVAL.',
  needs: 'outcome',
  scope: inheritedDomains,
  calls: ['mmap'],
  onCall: alignmentClaim,
  holds: forkScene('One page too far')
    .map('A', { addr: at(1), seen: refused('EINVAL') })
    .end(),
  breaks: forkScene('One page too far, and mapped')
    .map('A', { addr: at(1) })
    .end(),
};
