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
  rules: [
    'share-count-exact',
    'same-length',
    'reached-only-by-sharers',
    'success-owed',
    'last-out-frees',
    'fault-kind',
    'protect-exact-pages',
    'truncate-reaches-all',
    'detach-only-caller',
    'protect-own',
    'unshared-protection-private',
  ],
  create: () => faultyBody('key-omits-length', new KeyOmitsLength()),
};
