import { Machine, Vma } from '../reference/index.ts';
import type { SharingKey } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class HostNotShared extends Machine {
  override hostVma(key: SharingKey, prot: number): Vma {
    return new Vma(key.start, key.start + key.pages, prot, false, true, key.file, key.offset);
  }
}

export const mutant: Mutant = {
  name: 'host-not-shared',
  title: 'The VMA of the host has lost its shared bit: a store copies the page.',
  source: 'ptshare RFC v2, patch 4: VM_SHARED is cleared in the VMA of the host.',
  rules: ['entry-maps-file-page', 'plain-mapping-coherent'],
  follows: ['dontneed-keeps-data', 'private-copy-private', 'remove-clears-for-all', 'stores-seen-by-sharers', 'truncate-reaches-all'],
  create: () => faultyBody('host-not-shared', new HostNotShared()),
};
