import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class UnalignedLength extends Machine {
  override alignsLength(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'unaligned-length',
  title: 'A mapping that ends within a slot shares the whole slot.',
  source: 'Intimate shared memory of Solaris: the bound was checked against the size rounded up to the table.',
  rules: ['align-length'],
  follows: ['unshared-protection-private'],
  create: () => faultyBody('unaligned-length', new UnalignedLength()),
};
