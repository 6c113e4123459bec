import { Machine } from '../reference/index.ts';
import type { Region, SharingRequest } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FirstMapperOnly extends Machine {
  override regionFor(request: SharingRequest): Region | undefined {
    return this.regions.some((region) => this.sameKey(region, request)) ? undefined : super.regionFor(request);
  }
}

export const mutant: Mutant = {
  name: 'first-mapper-only',
  title: 'Later mappings with the very same key never match the region.',
  source: 'ptshare RFC v2, patch 3: the key is taken from a VMA that was merged with its neighbour.',
  rules: ['eligible-shares', 'one-table-per-slot', 'leaf-tables-flat'],
  follows: [
    'entry-obeys-protection',
    'fault-fills-host',
    'guest-entry-empty-or-host',
    'reached-only-by-sharers',
    'share-count-exact',
    'protect-durable',
    'protect-every-cpu',
    'protect-reaches-sharers',
    'unprotect-reaches-sharers',
    'unshared-protection-private',
    'partial-munmap-refused',
    'presence-follows-table',
    'errno-permitted',
    'fault-kind',
  ],
  create: () => faultyBody('first-mapper-only', new FirstMapperOnly()),
};
