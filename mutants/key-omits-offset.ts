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
  rules: [
    'share-count-exact',
    'file-content-shown',
    'entry-maps-file-page',
    'same-offset',
    'reached-only-by-sharers',
    'last-out-frees',
    'truncate-reaches-all',
    'success-owed',
    'dontneed-keeps-data',
    'protect-exact-pages',
    'detach-only-caller',
    'fault-kind',
  ],
  create: () => faultyBody('key-omits-offset', new KeyOmitsOffset()),
};
