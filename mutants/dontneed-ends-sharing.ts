import type { Gather, Mm, Vma } from '../reference/index.ts';
import { BarringMachine } from './barring.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class DontneedEndsSharing extends BarringMachine {
  override discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
    if (vma.region !== undefined) this.bar(vma.region);
    super.discard(mm, vma, start, end, gather);
  }
}

export const mutant: Mutant = {
  name: 'dontneed-ends-sharing',
  title: 'After MADV_DONTNEED nobody can join the region any more.',
  source: 'Linux commit 04ada095dcfc: giving pages up ran the path of the last unmapping, which took away the mark of a sharer.',
  rules: ['eligible-shares'],
  follows: [
    'entry-obeys-protection',
    'fault-fills-host',
    'guest-entry-empty-or-host',
    'one-table-per-slot',
    'share-count-exact',
    'protect-every-cpu',
    'leaf-tables-flat',
    'presence-follows-table',
  ],
  create: () => faultyBody('dontneed-ends-sharing', new DontneedEndsSharing()),
};
