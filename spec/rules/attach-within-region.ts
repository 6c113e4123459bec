import { attachPartClaim } from '../attach-part.ts';
import { twoAttached } from '../call-scene.ts';
import { UNIT } from '../region-scene.ts';
import { refused } from '../scene.ts';
import { madeByCalls } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'attach-within-region',
  family: 'errors',
  sentence:
    'Whole units within the size of a region that has its owner can be attached, at a multiple of the unit; anything else is refused.',
  source: 'Announced for LSF/MM/BPF 2026: offset and size are arguments. That they are whole units follows from what is shared.',
  needs: 'outcome',
  scope: madeByCalls,
  calls: ['mshare_attach'],
  onCall: attachPartClaim,
  holds: twoAttached('Beyond the end').attach('A', '0x40000000000', UNIT, refused('EINVAL')).end(),
  breaks: twoAttached('Beyond the end, and attached').attach('A', '0x40000000000', UNIT).end(),
};
