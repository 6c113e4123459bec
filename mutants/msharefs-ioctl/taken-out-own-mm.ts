import { Machine } from '../../reference/index.ts';
import { flushOwnMm } from '../flush-own-mm.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

export const mutant: Mutant = {
  name: 'taken-out-own-mm',
  title: 'A change of what a region holds is flushed for the process that calls, and for no other sharer.',
  source:
    'ptshare RFC v2, patch 4, whose flush knows the mm of the caller alone; PATCH v3 of August 2025, patch 8, is there to prevent the like.',
  rules: ['unplaced-unreachable', 'no-stale-translation'],
  follows: [
    'cached-table-alive',
    'file-content-shown',
    'other-files-untouched',
    'remove-clears-for-all',
    'replaced-for-all',
    'stores-seen-by-sharers',
    'no-stale-walk',
    'placed-protection-decides',
    'owner-exit-empties',
    'truncate-reaches-all',
  ],
  create: () => faultyPools('taken-out-own-mm', new (flushOwnMm(Machine))()),
};
