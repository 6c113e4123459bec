import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class KeyOmitsFile extends Machine {
  override sameFile(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'key-omits-file',
  title: 'Mappings that differ in the file share a region.',
  source: 'ZAPTS, early version: one map for all files, keyed by the start address, so that two files at one address collide.',
  rules: ['same-file'],
  follows: [
    'entry-maps-file-page',
    'reached-only-by-sharers',
    'share-count-exact',
    'file-content-shown',
    'other-files-untouched',
    'stores-seen-by-sharers',
    'success-owed',
  ],
  create: () => faultyBody('key-omits-file', new KeyOmitsFile()),
};
