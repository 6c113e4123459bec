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
  rules: [
    'share-count-exact',
    'table-alive-while-linked',
    'no-stale-walk',
    'no-stale-translation',
    'detach-only-caller',
    'protect-exact-pages',
    'fault-kind',
    'truncate-reaches-all',
    'access-marks-entry',
    'last-out-frees',
    'exit-any-order',
    'protect-durable',
    'protect-own',
    'fork-shares',
    'nothing-leaked',
    'table-bytes-exact',
    'close-keeps-mapping',
  ],
  create: () => faultyBody('refusal-drops-reference', new RefusalDropsReference()),
};
