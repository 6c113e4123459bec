import { RegionScene } from '../region-scene.ts';
import { refused } from '../scene.ts';
import { sizeSetOnce } from '../scopes.ts';
import { sizeClaim } from '../sizing.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'size-set-once',
  family: 'errors',
  sentence:
    'A region gets its size once, by ftruncate or fallocate, as a whole number of units; any other size and any later one is refused with EINVAL.',
  source: 'PATCH v3 of August 2025, patch 5.',
  needs: 'outcome',
  scope: sizeSetOnce,
  questions: ['q-size-zero'],
  calls: ['ftruncate', 'fallocate', 'open'],
  onCall: sizeClaim,
  holds: new RegionScene('A second size').create().size().size('0x10000000000', refused('EINVAL')).end(),
  breaks: new RegionScene('A second size is taken').create().size().size('0x10000000000').end(),
};
