import { ForkDomains } from '../../reference/index.ts';
import type { Mm, SharingRequest } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainTakesAnonymous extends ForkDomains {
  override refuses(mm: Mm, request: SharingRequest): boolean {
    return request.file !== undefined && super.refuses(mm, request);
  }
}

export const mutant: Mutant = {
  name: 'domain-takes-anonymous',
  title: 'Anonymous memory is mapped as if it had not asked for sharing.',
  source: 'The flag of 2023 as a hint.',
  rules: ['domain-needs-file'],
  create: () => faultyDomains('domain-takes-anonymous', DomainTakesAnonymous),
};
