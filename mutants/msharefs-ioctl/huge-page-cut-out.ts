import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class HugePageCutOut extends Machine {
  override cutsPlaced(): boolean {
    return false;
  }
}

export const mutant: Mutant = {
  name: 'huge-page-cut-out',
  title: 'A part of a huge page is taken out of a region, or replaced.',
  source: 'No public case: munmap(2) of hugetlb mappings refuses it, and a region is not looked at as one.',
  rules: ['unplace-within-region'],
  follows: ['place-within-region'],
  create: () => faultyPools('huge-page-cut-out', new HugePageCutOut()),
};
