import { Machine } from '../../reference/index.ts';
import type { Gather, Mm, Table } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeCountKept extends Machine {
  override unshare(mm: Mm, page: number, leaf: Table, gather: Gather): void {
    super.unshare(mm, page, leaf, gather);
    leaf.refs++;
    leaf.shot = undefined;
  }
}

export const mutant: Mutant = {
  name: 'huge-count-kept',
  title: 'Whoever leaves a shared table is still counted, and the table outlives everybody.',
  source: 'CVE-2024-57883, Linux commit 59d9094df3d7: the count of sharers was wrong, and tables were not freed.',
  rules: ['share-count-exact', 'nothing-leaked'],
  follows: ['baseline-returns'],
  create: () => faultyHugeBody('huge-count-kept', new HugeCountKept()),
};
