import { Machine } from '../reference/index.ts';
import type { Mm, Region, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ForkNotCounted extends Machine {
  override attachChild(region: Region, mm: Mm, vma: Vma): void {
    super.attachChild(region, mm, vma);
    this.countSharer(region, -1);
  }
}

export const mutant: Mutant = {
  name: 'fork-not-counted',
  title: 'The child of a fork shares without being counted; its munmap frees under the parent.',
  source: 'ptshare RFC v2: fork copies the flag of the VMA and takes no reference.',
  rules: [
    'share-count-exact',
    'table-alive-while-linked',
    'no-stale-walk',
    'no-stale-translation',
    'detach-only-caller',
    'fork-shares',
    'protect-exact-pages',
    'exit-any-order',
    'fault-kind',
    'truncate-reaches-all',
    'access-marks-entry',
    'protect-own',
    'protect-durable',
    'protect-reaches-sharers',
    'close-keeps-mapping',
    'protect-every-cpu',
  ],
  create: () => faultyBody('fork-not-counted', new ForkNotCounted()),
};
