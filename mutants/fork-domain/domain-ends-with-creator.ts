import { ForkDomains } from '../../reference/index.ts';
import type { Mm, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainEndsWithCreator extends ForkDomains {
  override forget(mm: Mm): void {
    const { domain } = mm;
    const isCreator = domain !== undefined && domain.members[0] === mm;
    super.forget(mm);
    if (!isCreator) return;
    for (const member of domain.members) for (const vma of member.vmas.all) if (vma.region !== undefined) this.empty(vma.region);
  }

  /** The pages of a range are there for nobody any more. */
  private empty(region: Region): void {
    region.host.vmas.take(region.start, region.start + region.pages);
  }
}

export const mutant: Mutant = {
  name: 'domain-ends-with-creator',
  title: 'When the creator of a domain goes, the hidden mm goes with it.',
  source: 'Android, mm/ptshare.c (2026): its test of an orphaned domain; the regions of 2025, which end with their owner.',
  rules: ['exit-any-order'],
  follows: ['fork-shares'],
  create: () => faultyDomains('domain-ends-with-creator', DomainEndsWithCreator),
};
