import { Machine } from '../reference/index.ts';
import type { Gather, Mm, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class DontneedDestroys extends Machine {
  override discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
    if (vma.region === undefined || vma.file === undefined) super.discard(mm, vma, start, end, gather);
    else this.removePages(vma.file, vma.filePage(start), vma.filePage(end), gather);
  }
}

export const mutant: Mutant = {
  name: 'dontneed-destroys',
  title: 'MADV_DONTNEED of a shared region punches a hole into the file.',
  source: 'Anolis kernel 5.10, mm/pgtable_share.c: the advice is turned into a hole punch.',
  rules: ['dontneed-keeps-data'],
  create: () => faultyBody('dontneed-destroys', new DontneedDestroys()),
};
