import { Machine } from '../../reference/index.ts';
import type { Gather, Process } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class ShareEndsWithCreator extends Machine {
  override endOwned(process: Process, gather: Gather): void {
    for (const { file, owner } of this.regions) if (owner === process) this.unname(file, process, gather);
    super.endOwned(process, gather);
  }
}

export const mutant: Mutant = {
  name: 'share-ends-with-creator',
  title: 'With its creator a region loses its name.',
  source: 'The posted code of January 2022: with its creator go the tables of a region.',
  rules: ['name-outlives-exit'],
  follows: ['attach-within-rights'],
  create: () => faultyCalls('share-ends-with-creator', new ShareEndsWithCreator()),
};
