import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class KeyOmitsOffset extends Machine {
  override sameOffset(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'key-omits-offset',
  title: 'Mappings that differ in the offset share a region.',
  source: 'ptshare RFC v2: a later mapper at another offset of the file shares tables of the wrong pages.',
  rules: ['same-offset'],
  follows: ['entry-maps-file-page', 'reached-only-by-sharers', 'share-count-exact', 'file-content-shown'],
  create: () => faultyBody('key-omits-offset', new KeyOmitsOffset()),
};
