import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class HugePageAnywhere extends Machine {
  override beginsPage(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'huge-page-anywhere',
  title: 'A huge page is put at any page of a region, and from any page of its file.',
  source: 'No public case: PATCH v3 of August 2025, patch 20, leaves the alignment of huge pages to mmap, and this forgets to ask it.',
  rules: ['place-within-region'],
  create: () => faultyPools('huge-page-anywhere', new HugePageAnywhere()),
};
