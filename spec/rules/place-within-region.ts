import { placeClaim } from '../placing.ts';
import { RegionScene, UNIT } from '../region-scene.ts';
import { refused } from '../scene.ts';
import { contentsPlaced } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'place-within-region',
  family: 'errors',
  sentence:
    'An object is put into a region with MAP_SHARED and MAP_FIXED, at whole pages within its size, from a descriptor that allows what is asked; anything else is refused.',
  source: 'PATCH v3 of August 2025, patches 18 and 20; mmap(2) for what the object allows.',
  needs: 'outcome',
  scope: contentsPlaced,
  questions: ['q-place-rights', 'q-object-offset'],
  calls: ['ioctl', 'mshare_map'],
  onCall: placeClaim,
  holds: new RegionScene('Beyond the end').create().size().place({ regionOffset: UNIT }, refused('EINVAL')).end(),
  breaks: new RegionScene('Beyond the end, and taken').create().size().place({ regionOffset: UNIT }).end(),
};
