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
  rules: [
    'file-content-shown',
    'entry-maps-file-page',
    'dontneed-keeps-data',
    'truncate-reaches-all',
    'plain-mapping-coherent',
    'stores-seen-by-sharers',
    'detach-only-caller',
    'remove-clears-for-all',
    'fork-shares',
    'private-copy-private',
    'fault-owed',
    'other-files-untouched',
    'exit-any-order',
  ],
  create: () => faultyBody('host-without-file', new HostWithoutFile()),
};
