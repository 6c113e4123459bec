import type { Setup } from '../schemas/contract.ts';
import { offsetOf } from '../schemas/address.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { cutLink, leaveShared, shareTable, tableToShare } from './shared-pmd.ts';
import { Sharers } from './sharers.ts';
import { UPPER_BITS } from './table.ts';
import type { Table } from './table.ts';
import type { Vma } from './vma.ts';
import { ensureTable } from './walk.ts';

/** Tables that are shared without a host, by whoever maps the same pages. */
export class UnaskedSharing extends Sharers {
  override reset(setup: Setup): void {
    super.reset(setup);
    this.hugetlb = this.design.knownBy === 'nothing';
  }

  /** A huge page is unmapped, protected and cut off as a whole; does a length end within one? */
  // @rule huge-pages-whole
  cutsHugePage(length: string): boolean {
    return this.hugetlb && offsetOf(length, this.layout.shift) !== 0;
  }

  /** May tables of this mapping be shared in the slot that begins with this page? */
  // @rule whole-slot-only
  mapsWholeSlot(vma: Vma, page: number): boolean {
    return vma.shared && vma.start <= page && vma.end >= page + this.layout.entries;
  }

  /** Has the other mapping the same pages, at the same places of a slot, with the same rights? */
  // @rule same-pages-only
  sharesWith(vma: Vma, other: Vma, _page: number, there: number): boolean {
    return other.file === vma.file && this.layout.isAligned(there) && this.mapsWholeSlot(other, there) && this.sameRights(vma, other);
  }

  // @rule same-rights-only
  sameRights(vma: Vma, other: Vma): boolean {
    return other.prot === vma.prot && other.mayWrite === vma.mayWrite;
  }

  /** Before a fault makes a table, it looks for one. */
  // @rule upper-tables-apart
  shareAtFault(mm: Mm, vma: Vma, page: number): void {
    if (!this.hugetlb || this.descend(mm, page, 1) !== undefined) return;
    const leaf = tableToShare(this, vma, page);
    if (leaf !== undefined) shareTable(ensureTable(this, mm, page, 2), this.layout.index(page, 2), leaf, UPPER_BITS);
  }

  /** What is to be done to pages of this mm is done to tables of its own. */
  // @rule others-keep-tables
  // @rule protect-only-caller
  leaveRange(mm: Mm, start: number, end: number, gather: Gather): void {
    if (this.hugetlb) leaveShared(this, mm, start, end, gather);
  }

  /**
   * One mm leaves a shared table: for the whole slot, whatever part of it was named. Every CPU forgets the way at once, since whoever is left
   * may free the table.
   */
  unshare(mm: Mm, page: number, leaf: Table, _gather: Gather): void {
    cutLink(this, mm, page, leaf);
    this.flushEveryCpu(mm, page, page + this.layout.entries, true);
  }

  /** What a child gets of a shared mapping without a region: nothing, it will fault. */
  // @rule fork-links-nothing
  inherit(_parent: Mm, _child: Mm, _vma: Vma): void {}
}
