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
  rules: [
    'protect-exact-pages',
    'protect-cost-flat',
    'detach-only-caller',
    'entry-obeys-protection',
    'truncate-reaches-all',
    'fork-shares',
    'protect-own',
    'exit-any-order',
    'protect-durable',
    'protect-reaches-sharers',
    'fault-kind',
    'success-owed',
    'reattach-fresh',
    'close-keeps-mapping',
    'protect-every-cpu',
    'unprotect-reaches-sharers',
    'presence-follows-table',
  ],
  create: () => faultyBody('protect-whole-slot', new ProtectWholeSlot()),
};
