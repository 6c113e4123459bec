import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class ChildNotCounted extends Machine {
  override attachChild(): void {}
}

export const mutant: Mutant = {
  name: 'child-not-counted',
  title: 'A child has the window of its parent and is not counted among the sharers.',
  source: 'PATCH v2 of June 2022, read from the code: there is no open of a VMA, so that children are not counted, and their close is.',
  rules: ['share-count-exact'],
  follows: ['no-stale-translation', 'protect-durable'],
  create: () => faultyRegions('child-not-counted', new ChildNotCounted()),
};
