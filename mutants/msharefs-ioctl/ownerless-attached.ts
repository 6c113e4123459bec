import { Machine } from '../../reference/index.ts';
import type { Region, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class OwnerlessAttached extends Machine {
  override acceptsWindows({ sized, pages }: Region): boolean {
    return sized && pages > 0;
  }

  override enter(region: Region, { start, end, offset }: Vma): boolean {
    return region.file.region === region && this.allowsWindowAt(region, start) && offset + (end - start) <= region.pages;
  }
}

export const mutant: Mutant = {
  name: 'ownerless-attached',
  title: 'A region whose owner is gone is attached like any other.',
  source: 'No public case: PATCH v3 of August 2025, patch 17, asks for the owner where a region is attached, and this does not.',
  rules: ['attach-whole'],
  create: () => faultyPools('ownerless-attached', new OwnerlessAttached()),
};
