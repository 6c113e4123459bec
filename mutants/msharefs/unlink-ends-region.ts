import { Machine } from '../../reference/index.ts';
import type { File, Gather, Process } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class UnlinkEndsRegion extends Machine {
  override unname(file: File, caller: Process, gather: Gather): void {
    super.unname(file, caller, gather);
    if (file.region !== undefined) this.endContents(file.region, gather);
  }
}

export const mutant: Mutant = {
  name: 'unlink-ends-region',
  title: 'With its name a region loses what it holds.',
  source: 'PATCH v2 of June 2022, review by Darrick Wong: who unlinks one of two names marks the region deleted.',
  rules: ['unlink-keeps-windows'],
  follows: ['close-keeps-mapping', 'detach-only-caller', 'exit-any-order', 'success-owed'],
  create: () => faultyRegions('unlink-ends-region', new UnlinkEndsRegion()),
};
