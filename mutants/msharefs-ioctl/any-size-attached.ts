import { Machine } from '../../reference/index.ts';
import type { Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class AnySizeAttached extends Machine {
  override isWhole(region: Region, pages: number): boolean {
    return pages <= region.pages;
  }
}

export const mutant: Mutant = {
  name: 'any-size-attached',
  title: 'A window need not be as large as its region.',
  source: 'No public case: PATCH v3 of August 2025, patch 7, compares the sizes, and this does not.',
  rules: ['attach-whole'],
  create: () => faultyPools('any-size-attached', new AnySizeAttached()),
};
