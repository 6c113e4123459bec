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
  rules: [
    'reached-only-by-sharers',
    'nothing-leaked',
    'table-bytes-exact',
    'baseline-returns',
    'share-count-exact',
    'table-alive-while-linked',
    'entry-maps-file-page',
    'same-offset',
    'guest-entry-empty-or-host',
    'same-file',
    'entry-obeys-protection',
    'same-length',
    'detached-unreachable',
    'align-start',
    'file-content-shown',
    'no-stale-translation',
    'other-files-untouched',
    'no-stale-walk',
    'truncate-reaches-all',
    'flag-required',
    'fault-owed',
    'needs-file',
    'needs-map-shared',
    'private-copy-private',
  ],
  create: () => faultyBody('munmap-keeps-link', new MunmapKeepsLink()),
};
