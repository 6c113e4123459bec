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
  rules: [
    'share-count-exact',
    'guest-entry-empty-or-host',
    'fault-fills-host',
    'one-table-per-slot',
    'leaf-tables-flat',
    'eligible-shares',
    'entry-obeys-protection',
    'protect-reaches-sharers',
    'partial-munmap-refused',
    'detach-only-caller',
    'protect-every-cpu',
    'protect-durable',
    'exit-any-order',
    'fork-shares',
    'fault-kind',
    'protect-own',
    'presence-follows-table',
    'reached-only-by-sharers',
    'close-keeps-mapping',
    'unprotect-reaches-sharers',
    'unshared-protection-private',
    'errno-permitted',
  ],
  create: () => faultyBody('first-mapper-only', new FirstMapperOnly()),
};
