import { ForkDomains } from '../../reference/index.ts';
import type { Domain, Mm, Region, SharingRequest } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainForEverybody extends ForkDomains {
  private common: Domain | undefined = undefined;

  override domainOf(mm: Mm): Domain {
    if (mm.domain !== undefined) return mm.domain;
    if (this.common === undefined || !this.machine.mms.includes(this.common.hidden)) return (this.common = super.domainOf(mm));
    this.common.members.push(mm);
    return (mm.domain = this.common);
  }

  override overlaps(): boolean {
    return false;
  }

  override install(mm: Mm, request: SharingRequest): Region | undefined {
    const { hidden } = this.domainOf(mm);
    const { file, start, pages, offset } = request;
    const known = this.machine.regions.find(
      (r) => r.host === hidden && r.start === start && r.pages === pages && r.file === file && r.offset === offset,
    );
    return known ?? (hidden.vmas.isFree(start, start + pages) ? super.install(mm, request) : undefined);
  }
}

export const mutant: Mutant = {
  name: 'domain-for-everybody',
  title: 'There is one domain, and whoever maps the same pages of a file at the same place joins it.',
  source: 'The flag of 2023, where unrelated processes share by key: what a domain is meant to prevent.',
  rules: ['domain-isolated', 'domain-overlap-refused'],
  follows: ['reached-only-by-sharers'],
  create: () => faultyDomains('domain-for-everybody', DomainForEverybody),
};
