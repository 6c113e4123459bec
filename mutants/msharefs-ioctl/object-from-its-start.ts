import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class ObjectFromItsStart extends Machine {
  override objectPage(offset: string): number {
    return Math.min(super.objectPage(offset), 0);
  }
}

export const mutant: Mutant = {
  name: 'object-from-its-start',
  title: 'MSHAREFS_CREATE_MAPPING does not look at the offset in the object: the region shows it from its start.',
  source: 'PATCH v3 of August 2025, patch 7, does not look at the offset of a window; this does the same with that of an object.',
  rules: ['file-content-shown'],
  follows: ['entry-maps-file-page', 'other-files-untouched', 'replaced-for-all', 'place-within-region'],
  create: () => faultyPools('object-from-its-start', new ObjectFromItsStart()),
};
