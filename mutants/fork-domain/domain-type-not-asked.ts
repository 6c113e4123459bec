import { ForkDomains } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainTypeNotAsked extends ForkDomains {
  override allowsType(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'domain-type-not-asked',
  title: 'A private mapping that may be written goes into the domain.',
  source: 'Android, mm/ptshare.c (2026): what its test of the type prevents: what a child stores is there for all.',
  rules: ['domain-writes-shared'],
  create: () => faultyDomains('domain-type-not-asked', DomainTypeNotAsked),
};
