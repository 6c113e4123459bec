import { Machine } from '../reference/index.ts';
import type { Mm, Region, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ForkUnshares extends Machine {
  override attachChild(_region: Region, _mm: Mm, vma: Vma): void {
    vma.region = undefined;
    vma.delta = 0;
  }
}

export const mutant: Mutant = {
  name: 'fork-unshares',
  title: 'The child of a fork gets an ordinary mapping instead of a share.',
  source: 'Linux commit 5e41540c8a0f: fork recognised a shared table only by comparing two pointers and missed others.',
  rules: ['eligible-shares'],
  follows: [
    'entry-obeys-protection',
    'fault-fills-host',
    'guest-entry-empty-or-host',
    'one-table-per-slot',
    'reached-only-by-sharers',
    'share-count-exact',
    'protect-durable',
    'protect-every-cpu',
    'protect-reaches-sharers',
    'unprotect-reaches-sharers',
    'fork-shares',
    'leaf-tables-flat',
  ],
  create: () => faultyBody('fork-unshares', new ForkUnshares()),
};
