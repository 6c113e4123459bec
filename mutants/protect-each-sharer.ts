import { Machine } from '../reference/index.ts';
import type { Gather, Mm, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ProtectEachSharer extends Machine {
  override protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
    for (let i = 1; i < (vma.region?.sharers ?? 1); i++) {
      super.protect(mm, vma, start, end, 0, gather);
      super.protect(mm, vma, start, end, prot, gather);
    }
    super.protect(mm, vma, start, end, prot, gather);
  }
}

export const mutant: Mutant = {
  name: 'protect-each-sharer',
  title: 'mprotect writes every entry once for each sharer.',
  source: 'The cost that sharing is to avoid (cover letter of ptshare RFC v2): a change of protection walks once per process.',
  rules: ['protect-cost-flat'],
  create: () => faultyBody('protect-each-sharer', new ProtectEachSharer()),
};
