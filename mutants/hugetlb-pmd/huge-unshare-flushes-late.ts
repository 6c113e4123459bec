import { Machine, cutLink } from '../../reference/index.ts';
import type { Gather, Mm, Table } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeUnshareFlushesLate extends Machine {
  override unshare(mm: Mm, page: number, leaf: Table, gather: Gather): void {
    cutLink(this, mm, page, leaf);
    gather.flush(mm, page, page + this.layout.entries, true);
  }
}

export const mutant: Mutant = {
  name: 'huge-unshare-flushes-late',
  title: 'Whoever leaves a shared table is flushed when the call ends, and before that the last sharer may free the table.',
  source:
    'Linux, hugetlb_change_protection(): the TLB is flushed before the lock of the file is released, since another task may then drop the table for good.',
  rules: ['cached-table-alive'],
  create: () => faultyHugeBody('huge-unshare-flushes-late', new HugeUnshareFlushesLate()),
};
