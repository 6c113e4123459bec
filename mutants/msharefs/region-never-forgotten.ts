import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class RegionNeverForgotten extends Machine {
  override keepsRegion(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'region-never-forgotten',
  title: 'A region that nobody can reach any more stays.',
  source: 'PATCH v2 of June 2022, review by Mark Hemment: a file that was never unlinked leaks its region.',
  rules: ['region-gone-unreferenced'],
  follows: ['baseline-returns'],
  create: () => faultyRegions('region-never-forgotten', new RegionNeverForgotten()),
};
