import { Machine, Vma } from '../reference/index.ts';
import type { SharingKey } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class HostWithoutFile extends Machine {
  override hostVma(key: SharingKey, prot: number): Vma {
    return new Vma(key.start, key.start + key.pages, prot, true, true, undefined, 0);
  }
}

export const mutant: Mutant = {
  name: 'host-without-file',
  title: 'The VMA of the host has no file: faults fill in anonymous pages.',
  source: 'ptshare RFC v2, patch 4: the duplicate of the VMA in the host loses its file.',
  rules: ['entry-maps-file-page', 'file-content-shown'],
  follows: [
    'dontneed-keeps-data',
    'other-files-untouched',
    'plain-mapping-coherent',
    'private-copy-private',
    'remove-clears-for-all',
    'stores-seen-by-sharers',
    'truncate-reaches-all',
    'fault-owed',
  ],
  create: () => faultyBody('host-without-file', new HostWithoutFile()),
};
