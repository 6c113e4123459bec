import { Machine } from '../../reference/index.ts';
import type { Process } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class OwnerExitKeeps extends Machine {
  override endOwned(process: Process): void {
    for (const region of this.regions) if (region.owner === process) region.owner = undefined;
  }
}

export const mutant: Mutant = {
  name: 'owner-exit-keeps',
  title: 'A region outlives its owner with all that it holds.',
  source: 'Versions before PATCH v3 of August 2025, review by Kirill Shutemov: nobody is left whose end gives the memory back.',
  rules: ['owner-exit-empties'],
  follows: ['entry-obeys-protection', 'attach-whole'],
  create: () => faultyPools('owner-exit-keeps', new OwnerExitKeeps()),
};
