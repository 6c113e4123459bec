import { ForkDomains } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainNeverEnds extends ForkDomains {
  override forget(): void {}
}

export const mutant: Mutant = {
  name: 'domain-never-ends',
  title: 'The hidden mm of a domain stays when nobody holds it any more.',
  source: 'The class of a count that never reaches zero: exit did not drop it in the posted code of 2023.',
  rules: ['domain-ends'],
  follows: ['baseline-returns'],
  create: () => faultyDomains('domain-never-ends', DomainNeverEnds),
};
