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
  rules: ['reached-only-by-sharers', 'detached-unreachable'],
  follows: [
    'flag-required',
    'needs-file',
    'needs-map-shared',
    'same-file',
    'same-length',
    'entry-maps-file-page',
    'entry-obeys-protection',
    'guest-entry-empty-or-host',
    'share-count-exact',
    'table-alive-while-linked',
    'file-content-shown',
    'other-files-untouched',
    'private-copy-private',
    'nothing-leaked',
    'baseline-returns',
    'presence-follows-table',
    'table-bytes-exact',
    'fault-owed',
  ],
  create: () => faultyBody('munmap-keeps-link', new MunmapKeepsLink()),
};
