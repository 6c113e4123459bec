import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class MunmapKeepsLink extends Machine {
  override unlink(): void {}
}

export const mutant: Mutant = {
  name: 'munmap-keeps-link',
  title: 'munmap takes the VMA and leaves the link to the table in place.',
  source: 'mshare RFC of January 2022, patch 6: the walk skips the VMAs of the region, and the upper entry stays.',
  rules: [],
  create: () => faultyBody('munmap-keeps-link', new MunmapKeepsLink()),
};
