import { Machine, zapEntries } from '../../reference/index.ts';
import type { Gather, Mm, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeDiscardForAll extends Machine {
  override discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
    const leaf = this.descend(mm, start, 1);
    if (this.hugetlb && leaf !== undefined) zapEntries(this, leaf, 0, 0, this.layout.entries, gather);
    super.discard(mm, vma, start, end, gather);
  }
}

export const mutant: Mutant = {
  name: 'huge-discard-for-all',
  title: 'MADV_DONTNEED of a page takes all entries of the slot, for all who share them.',
  source: 'Linux commit 21b85b09527c: the range that was widened for the flush was zapped as well.',
  rules: ['others-keep-tables', 'no-stale-translation'],
  follows: ['access-marks-entry'],
  create: () => faultyHugeBody('huge-discard-for-all', new HugeDiscardForAll()),
};
