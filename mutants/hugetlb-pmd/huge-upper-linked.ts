import { Machine, UPPER_BITS, shareTable } from '../../reference/index.ts';
import type { Mm, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeUpperLinked extends Machine {
  override shareAtFault(mm: Mm, vma: Vma, page: number): void {
    const other = this.hugetlb ? this.mms.find((m) => m !== mm && this.descend(m, page, 2) !== undefined) : undefined;
    const upper = other && this.descend(other, page, 2);
    if (upper === undefined || this.descend(mm, page, 2) !== undefined) super.shareAtFault(mm, vma, page);
    else shareTable(mm.root, this.layout.index(page, this.layout.levels), upper, UPPER_BITS);
  }
}

export const mutant: Mutant = {
  name: 'huge-upper-linked',
  title: 'A fault links the table above the shared one, and all its neighbours with it.',
  source: 'The class of an entry installed one level too high, found in the posted code of shared tables.',
  rules: ['upper-tables-apart'],
  follows: [
    'same-pages-only',
    'whole-slot-only',
    'access-marks-entry',
    'cached-table-alive',
    'entry-obeys-protection',
    'share-count-exact',
    'table-alive-while-linked',
    'file-content-shown',
    'other-files-untouched',
    'plain-mapping-coherent',
    'private-copy-private',
    'no-stale-translation',
    'no-stale-walk',
    'protect-only-caller',
    'same-rights-only',
    'nothing-leaked',
    'others-keep-tables',
    'baseline-returns',
    'fault-owed',
  ],
  create: () => faultyHugeBody('huge-upper-linked', new HugeUpperLinked()),
};
