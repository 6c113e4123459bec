import { ForkDomains } from '../../reference/index.ts';
import type { Gather, Mm } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainProtectForAll extends ForkDomains {
  /** Only whole mappings are left, so that exit and exec work. */
  override leave(mm: Mm, start: number, end: number, gather: Gather): void {
    for (const vma of mm.vmas.all)
      if (vma.region !== undefined && vma.start >= start && vma.end <= end && end === Infinity) this.unshare(mm, vma, gather);
  }
}

export const mutant: Mutant = {
  name: 'domain-protect-for-all',
  title: 'Whatever a process does to pages of a shared table is done to the table of all.',
  source:
    'Android, mm/ptshare.c (2026): what happens without unsharing first; the behaviour of the flag of 2023, where one protection holds for all.',
  rules: ['leaves-before-change', 'protect-only-caller', 'others-keep-tables'],
  follows: [
    'flag-required',
    'access-marks-entry',
    'entry-maps-file-page',
    'entry-obeys-protection',
    'reached-only-by-sharers',
    'file-content-shown',
    'other-files-untouched',
    'private-copy-private',
    'no-stale-translation',
    'same-rights-only',
    'fork-shares',
    'nothing-leaked',
    'success-owed',
  ],
  create: () => faultyDomains('domain-protect-for-all', DomainProtectForAll),
};
