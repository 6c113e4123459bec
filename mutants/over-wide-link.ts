import { Machine, TARGET_SHIFT, UPPER_BITS, ensureTable } from '../reference/index.ts';
import type { Mm, Table } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const overWideLink = (Base: MachineClass): MachineClass =>
  class OverWideLink extends Base {
    override link(mm: Mm, page: number, leaf: Table): void {
      const region = mm.vmas.find(page)?.region;
      const pmd = region === undefined || this.layout.levels < 3 ? undefined : this.descend(region.host, page, 2);
      if (pmd === undefined || this.descend(mm, page, 2) !== undefined) return super.link(mm, page, leaf);
      ensureTable(this, mm, page, 3).set(this.layout.index(page, 3), (pmd.id << TARGET_SHIFT) | UPPER_BITS);
      this.countLink(pmd, 1);
    }
  };

export const mutant: Mutant = {
  name: 'over-wide-link',
  title: 'The entry above the PMD is taken from the host, so that neighbours of the region become common too.',
  source: 'ptshare RFC v2, patch 4: an empty PUD entry of the guest is pointed at the PMD page of the host.',
  rules: ['neighbours-not-drawn-in'],
  follows: [
    'align-length',
    'flag-required',
    'needs-file',
    'needs-map-shared',
    'same-file',
    'same-offset',
    'access-marks-entry',
    'entry-obeys-protection',
    'reached-only-by-sharers',
    'no-stale-translation',
    'no-stale-walk',
    'baseline-returns',
    'fault-owed',
  ],
  create: () => faultyBody('over-wide-link', new (overWideLink(Machine))()),
};
