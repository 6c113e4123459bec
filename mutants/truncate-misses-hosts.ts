import { Machine } from '../reference/index.ts';
import type { Mm } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class TruncateMissesHosts extends Machine {
  override mappersOf(): readonly Mm[] {
    return this.mms.filter((mm) => mm.region === undefined);
  }
}

export const mutant: Mutant = {
  name: 'truncate-misses-hosts',
  title: 'The reverse map of a file does not know the hosts: truncation and hole punching leave the shared entries.',
  source: 'ptshare RFC v2, patch 4: the host has no VMA with the file, so nobody finds its entries.',
  rules: ['truncate-reaches-all'],
  follows: ['entry-maps-file-page', 'private-copy-private', 'remove-clears-for-all'],
  create: () => faultyBody('truncate-misses-hosts', new TruncateMissesHosts()),
};
