import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class PartialMunmap extends Machine {
  override allowsPartialUnmap(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'partial-munmap',
  title: 'A part of the region can be unmapped.',
  source: 'ptshare RFC v2, patch 4, read from the code: only the first VMA of the range is looked at, and some ranges pass.',
  rules: ['partial-munmap-refused'],
  create: () => faultyBody('partial-munmap', new PartialMunmap()),
};
