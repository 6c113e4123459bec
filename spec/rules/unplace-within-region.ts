import { oneRegion } from '../region-scene.ts';
import { refused } from '../scene.ts';
import { contentsPlaced } from '../scopes.ts';
import { takeOutClaim } from '../taking-out.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'unplace-within-region',
  family: 'errors',
  sentence: 'Whole pages within the size of a region can be taken out of it, whether they hold something or not; anything else is refused.',
  source: 'PATCH v3 of August 2025, patch 19; munmap(2).',
  needs: 'outcome',
  scope: contentsPlaced,
  questions: ['q-place-rights'],
  calls: ['ioctl', 'mshare_unmap'],
  onCall: takeOutClaim,
  holds: oneRegion('No page at all').takeOut('0x0', '0x0', refused('EINVAL')).end(),
  breaks: oneRegion('No page at all, and taken').takeOut('0x0', '0x0').end(),
};
