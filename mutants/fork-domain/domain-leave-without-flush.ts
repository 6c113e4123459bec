import { ForkDomains } from '../../reference/index.ts';
import type { Gather, Mm, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainLeaveWithoutFlush extends ForkDomains {
  override unshare(mm: Mm, vma: Vma, gather: Gather): void {
    const before = gather.flushes.length;
    super.unshare(mm, vma, gather);
    gather.flushes.length = before;
  }
}

export const mutant: Mutant = {
  name: 'domain-leave-without-flush',
  title: 'Whoever leaves the tables of a domain keeps what the CPUs remember of them.',
  source: 'CVE-2021-4002, the same vice where huge pages share: an unshared table was not flushed.',
  rules: ['no-stale-translation', 'no-stale-walk'],
  follows: ['access-marks-entry', 'cached-table-alive', 'fault-owed'],
  create: () => faultyDomains('domain-leave-without-flush', DomainLeaveWithoutFlush),
};
