import { Machine } from '../../reference/index.ts';
import type { Gather, Process } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class AnyExitEmpties extends Machine {
  override endOwned(process: Process, gather: Gather): void {
    for (const region of this.regionsOf(process)) this.endContents(region, gather);
  }
}

export const mutant: Mutant = {
  name: 'any-exit-empties',
  title: 'The end of any process that has a descriptor of a region empties it.',
  source: 'No public case: the owner is not asked for, and whoever knows the region is taken for it.',
  rules: ['sharer-exit-undisturbed'],
  follows: ['unlink-keeps-windows', 'success-owed'],
  create: () => faultyPools('any-exit-empties', new AnyExitEmpties()),
};
