import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class KeyOmitsAddress extends Machine {
  override sameAddress(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'key-omits-address',
  title: 'Mappings that differ in the address share a region.',
  source: 'Xen, 2004: one leaf table linked at two virtual addresses.',
  rules: ['same-address'],
  follows: ['reached-only-by-sharers', 'share-count-exact', 'unshared-protection-private', 'success-owed'],
  create: () => faultyBody('key-omits-address', new KeyOmitsAddress()),
};
