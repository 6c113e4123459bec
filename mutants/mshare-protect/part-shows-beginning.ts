import { Machine } from '../../reference/index.ts';
import type { Region, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class PartShowsBeginning extends Machine {
  override deltaOf(region: Region, vma: Vma): number {
    return region.start - vma.start;
  }
}

export const mutant: Mutant = {
  name: 'part-shows-beginning',
  title: 'A part of a region that is attached shows the beginning of the region, whatever its offset.',
  source: 'PATCH v3 of August 2025, patch 7, read from the code: mmap of a region does not look at its offset.',
  rules: ['stores-seen-by-sharers'],
  follows: ['entry-obeys-protection', 'fault-fills-host', 'one-table-per-slot', 'unit-entry-empty-or-host', 'hole-faults', 'success-owed'],
  create: () => faultyCalls('part-shows-beginning', new PartShowsBeginning()),
};
