import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class KeyOmitsLength extends Machine {
  override sameLength(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'key-omits-length',
  title: 'Mappings that differ in the length share a region.',
  source: 'ptshare RFC v2: the first VMA of a range is compared, its length is not.',
  rules: ['same-length'],
  follows: ['reached-only-by-sharers', 'share-count-exact', 'success-owed'],
  create: () => faultyBody('key-omits-length', new KeyOmitsLength()),
};
