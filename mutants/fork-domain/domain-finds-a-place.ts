import { ForkDomains } from '../../reference/index.ts';
import type { Mm, SharingRequest } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainFindsAPlace extends ForkDomains {
  override refuses(mm: Mm, request: SharingRequest): boolean {
    return super.refuses(mm, { ...request, fixed: true });
  }
}

export const mutant: Mutant = {
  name: 'domain-finds-a-place',
  title: 'Without MAP_FIXED some place is chosen.',
  source: 'The flag of 2023 without its address.',
  rules: ['domain-needs-fixed'],
  create: () => faultyDomains('domain-finds-a-place', DomainFindsAPlace),
};
