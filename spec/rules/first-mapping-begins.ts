import { BegunScene } from '../begun-scene.ts';
import { firstClaim } from '../first-mapping.ts';
import { refused } from '../scene.ts';
import { begunByMapping } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'first-mapping-begins',
  family: 'errors',
  sentence: "The first mapping of a region's file gives the region its place and its size: whole units, at a multiple of the unit.",
  source: 'PATCH v2 of June 2022, patch 8: start and end of the first mapping must be multiples of PGDIR_SIZE.',
  needs: 'outcome',
  scope: begunByMapping,
  questions: ['q-private-window', 'q-window-offset', 'q-window-anywhere'],
  calls: ['mmap'],
  onCall: firstClaim,
  holds: new BegunScene('Less than a unit').attach('A', { length: '0x200000', seen: refused('EINVAL') }).end(),
  breaks: new BegunScene('Less than a unit is a region').attach('A', { length: '0x200000' }).end(),
};
