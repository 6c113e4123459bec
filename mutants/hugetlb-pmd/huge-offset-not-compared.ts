import { Machine } from '../../reference/index.ts';
import type { Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeOffsetNotCompared extends Machine {
  override sharesWith(vma: Vma, other: Vma, page: number, there: number): boolean {
    return (
      super.sharesWith(vma, other, page, there) || (other.file === vma.file && other.start === vma.start && this.mapsWholeSlot(other, page))
    );
  }
}

export const mutant: Mutant = {
  name: 'huge-offset-not-compared',
  title: 'A fault takes the table at the same address, whatever part of the file it maps.',
  source: 'Linux, page_table_shareable: what happens without its comparison of the index.',
  rules: ['same-pages-only'],
  follows: ['entry-obeys-protection', 'protect-only-caller', 'same-rights-only', 'fault-owed'],
  create: () => faultyHugeBody('huge-offset-not-compared', new HugeOffsetNotCompared()),
};
