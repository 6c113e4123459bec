import { Machine } from '../reference/index.ts';
import type { Gather, Mm, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ProtectForgetsEntries extends Machine {
  override protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
    if (vma.region === undefined) return super.protect(mm, vma, start, end, prot, gather);
    const { vmas } = vma.region.host;
    vmas.splitAt(start + vma.delta);
    vmas.splitAt(end + vma.delta);
    for (const part of vmas.all) if (part.start >= start + vma.delta && part.end <= end + vma.delta) part.prot = prot;
  }
}

export const mutant: Mutant = {
  name: 'protect-forgets-entries',
  title: 'mprotect changes the VMA and not the entries that are there.',
  source: 'Linux commit b30c14cd6102: after a split one half of a shared table is skipped by mprotect without a word.',
  rules: ['entry-obeys-protection'],
  follows: ['protect-durable', 'protect-every-cpu', 'protect-own', 'protect-reaches-sharers'],
  create: () => faultyBody('protect-forgets-entries', new ProtectForgetsEntries()),
};
