import { Machine } from '../reference/index.ts';
import type { Gather, Mm, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ProtectWholeSlot extends Machine {
  override protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
    const { entries } = this.layout;
    const from = Math.max(vma.start, start - (start % entries));
    const to = Math.min(vma.end, Math.ceil(end / entries) * entries);
    super.protect(mm, vma, vma.region === undefined ? start : from, vma.region === undefined ? end : to, prot, gather);
  }
}

export const mutant: Mutant = {
  name: 'protect-whole-slot',
  title: 'mprotect of some pages changes the whole slot.',
  source: 'Linux commit 21b85b09527c: the range was widened for the flush, and the widened range was then used for the work.',
  rules: ['protect-exact-pages'],
  follows: [
    'entry-obeys-protection',
    'protect-cost-flat',
    'protect-durable',
    'protect-reaches-sharers',
    'unprotect-reaches-sharers',
    'detach-only-caller',
    'exit-any-order',
    'fork-shares',
    'fault-kind',
  ],
  create: () => faultyBody('protect-whole-slot', new ProtectWholeSlot()),
};
