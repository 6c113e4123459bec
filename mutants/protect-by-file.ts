import { Machine, protectRange } from '../reference/index.ts';
import type { Gather, Mm, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ProtectByFile extends Machine {
  override protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
    super.protect(mm, vma, start, end, prot, gather);
    if (vma.region !== undefined || vma.file === undefined) return;
    for (const other of this.mms) {
      const found = other === mm || other.region !== undefined ? undefined : other.vmas.find(start);
      if (found?.file !== vma.file || found.region !== undefined || found.end < end) continue;
      protectRange(this, other, start, end, prot);
      gather.flush(other, start, end, false);
    }
  }
}

export const mutant: Mutant = {
  name: 'protect-by-file',
  title: 'mprotect of an unshared mapping changes every mapping of the same file.',
  source: 'On-demand-fork, commit 12bae3477: mprotect did not part the tables first and changed the other process as well.',
  rules: ['unshared-protection-private'],
  follows: ['protect-cost-flat', 'fault-kind', 'success-owed'],
  create: () => faultyBody('protect-by-file', new ProtectByFile()),
};
