import { ForkDomains } from '../../reference/index.ts';
import type { Gather, Mm, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainLeaveFlushesLeavesOnly extends ForkDomains {
  override unshare(mm: Mm, vma: Vma, gather: Gather): void {
    const before = gather.flushes.length;
    super.unshare(mm, vma, gather);
    gather.flushes.length = before;
    gather.flush(mm, vma.start, vma.end, false);
  }
}

export const mutant: Mutant = {
  name: 'domain-leave-flushes-leaves-only',
  title: 'Whoever leaves flushes the pages, and not the way to the table.',
  source: 'Review of shared tables: the processor may remember the upper entry apart from the leaves.',
  rules: ['no-stale-walk'],
  follows: ['access-marks-entry', 'cached-table-alive', 'no-stale-translation', 'fault-owed'],
  create: () => faultyDomains('domain-leave-flushes-leaves-only', DomainLeaveFlushesLeavesOnly),
};
