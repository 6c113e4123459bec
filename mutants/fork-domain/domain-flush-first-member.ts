import { ForkDomains } from '../../reference/index.ts';
import type { Domain, Flush } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainFlushFirstMember extends ForkDomains {
  override flush(cpu: number, { members }: Domain, { start, end, upper }: Flush): void {
    const [first] = members;
    if (first !== undefined) this.machine.flushMm(cpu, first, start, end, upper);
  }
}

export const mutant: Mutant = {
  name: 'domain-flush-first-member',
  title: 'What the file loses is flushed for the first process of a domain alone.',
  source: 'Android, mm/ptshare.c (2026): its notifier flushes for all; what happens where one member is taken for the domain.',
  rules: ['no-stale-translation'],
  follows: ['truncate-reaches-all'],
  create: () => faultyDomains('domain-flush-first-member', DomainFlushFirstMember),
};
