import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class WindowEditsRegion extends Machine {
  override allowsWindowProtection(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'window-edits-region',
  title: 'mprotect of a window changes the region behind it.',
  source: 'Series of 2022, where that was meant; PATCH v3 of August 2025, patch 13, refuses it, and this does not.',
  rules: ['window-not-changed'],
  create: () => faultyPools('window-edits-region', new WindowEditsRegion()),
};
