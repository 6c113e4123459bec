import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class RegionNeverFreed extends Machine {
  override keepsRegion(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'region-never-freed',
  title: 'A region stays when neither a name nor a descriptor nor a window leads to it any more.',
  source: 'PATCH v2 of June 2022, read from the code: a region that nobody unlinks is never given back.',
  rules: ['region-gone-unreferenced'],
  follows: ['baseline-returns'],
  create: () => faultyPools('region-never-freed', new RegionNeverFreed()),
};
