import { ForkDomains } from '../../reference/index.ts';
import type { Mm, SharingRequest } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainOverlapNotAsked extends ForkDomains {
  override refuses(mm: Mm, request: SharingRequest): boolean {
    return super.refuses(mm, request) && !this.overlaps(mm, request);
  }
}

export const mutant: Mutant = {
  name: 'domain-overlap-not-asked',
  title: 'Pages that are taken are mapped, unshared.',
  source: 'The flag of 2023 as a hint.',
  rules: ['domain-overlap-refused'],
  follows: ['domain-aligned', 'domain-writes-shared'],
  create: () => faultyDomains('domain-overlap-not-asked', DomainOverlapNotAsked),
};
