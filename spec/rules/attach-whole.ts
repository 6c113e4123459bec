import { attachClaim } from '../attach.ts';
import { A_WINDOW, RegionScene } from '../region-scene.ts';
import { refused } from '../scene.ts';
import { attachedOnceSized } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'attach-whole',
  family: 'errors',
  sentence: 'Only the whole of a region that has its size and its owner can be attached, with MAP_SHARED, at a multiple of the unit.',
  source: 'PATCH v3 of August 2025, patches 7 and 17.',
  needs: 'outcome',
  scope: attachedOnceSized,
  questions: ['q-window-offset'],
  calls: ['mmap'],
  onCall: attachClaim,
  holds: new RegionScene('A region without a size').create().attach('A', A_WINDOW, refused('EINVAL')).end(),
  breaks: new RegionScene('A region without a size is attached').create().attach('A', A_WINDOW).end(),
};
