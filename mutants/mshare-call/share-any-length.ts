import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class ShareAnyLength extends Machine {
  override isOfUnits(start: number): boolean {
    return start % this.unitPages === 0;
  }
}

export const mutant: Mutant = {
  name: 'share-any-length',
  title: 'mshare() takes a range of any length that begins at a multiple of the unit.',
  source: 'RFC of January 2022, discussion: how large a unit is was not known to callers.',
  rules: ['shared-by-whole-units'],
  create: () => faultyCalls('share-any-length', new ShareAnyLength()),
};
