import { Machine } from '../reference/index.ts';
import type { Gather, Mm, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class DontneedWholeMapping extends Machine {
  override discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
    if (vma.shared) super.discard(mm, vma, start, end, gather);
    else super.discard(mm, vma, vma.start, vma.end, gather);
  }
}

export const mutant: Mutant = {
  name: 'dontneed-whole-mapping',
  title: 'MADV_DONTNEED of some private pages forgets all pages of the mapping.',
  source: 'On-demand-fork, head of the second branch, read from the code: the walk drops the whole slot for a part of it.',
  rules: ['private-copy-private'],
  create: () => faultyBody('dontneed-whole-mapping', new DontneedWholeMapping()),
};
