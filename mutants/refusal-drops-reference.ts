import { Machine } from '../reference/index.ts';
import type { Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class RefusalDropsReference extends Machine {
  override allowsPartialUnmap(vma: Vma): boolean {
    if (vma.region !== undefined) this.countSharer(vma.region, -1);
    return false;
  }
}

export const mutant: Mutant = {
  name: 'refusal-drops-reference',
  title: 'A refused munmap has dropped the reference to the region already.',
  source: 'ptshare RFC v2, patch 3: the reference goes before the operation that may still fail.',
  rules: ['share-count-exact'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'table-alive-while-linked',
    'no-stale-translation',
    'no-stale-walk',
    'last-out-frees',
  ],
  create: () => faultyBody('refusal-drops-reference', new RefusalDropsReference()),
};
