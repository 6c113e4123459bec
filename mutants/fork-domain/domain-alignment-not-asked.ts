import { ForkDomains } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainAlignmentNotAsked extends ForkDomains {
  override isAligned(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'domain-alignment-not-asked',
  title: 'Address and length are not asked for alignment.',
  source: 'Android, mm/ptshare.c (2026): what happens without its test of alignment.',
  rules: ['domain-aligned'],
  create: () => faultyDomains('domain-alignment-not-asked', DomainAlignmentNotAsked),
};
