import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class WindowPartUnmapped extends Machine {
  override allowsPartialUnmap(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'window-part-unmapped',
  title: 'A part of a window can be unmapped.',
  source: 'PATCH v2 of June 2022, review by Mark Hemment; PATCH v3 of August 2025, patch 7, refuses it by may_split, and this does not.',
  rules: ['window-not-changed'],
  create: () => faultyPools('window-part-unmapped', new WindowPartUnmapped()),
};
