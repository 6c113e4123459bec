import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class RegionOfAnySize extends Machine {
  override isWhole(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'region-of-any-size',
  title: 'Who joins is not asked for the size.',
  source: 'The class of a key that is compared in part: with the calls of January 2022 nobody compares the range of who attaches.',
  rules: ['attach-same'],
  create: () => faultyRegions('region-of-any-size', new RegionOfAnySize()),
};
