import type { Setup } from '../schemas/contract.ts';
import { offsetOf } from '../schemas/address.ts';
import type { File } from './file.ts';
import type { Flush, Gather } from './gather.ts';
import { Memory } from './memory.ts';
import type { Mm } from './mm.ts';
import { protectRange } from './protect.ts';
import { Region } from './region.ts';
import type { SharingKey } from './region.ts';
import { HUGETLB_PMD, cutLink, leaveShared, shareTable, tableToShare } from './shared-pmd.ts';
import { TARGET_SHIFT, UPPER_BITS } from './table.ts';
import type { Table } from './table.ts';
import { dropFilePages, unmapRange, zapRange } from './unmap.ts';
import { Vma, WRITE } from './vma.ts';
import { ensureTable } from './walk.ts';

/** What mmap was asked for, as far as sharing goes. */
export interface SharingRequest extends Omit<SharingKey, 'file'> {
  readonly file: File | undefined;
  /** MAP_SHARED, and neither MAP_PRIVATE nor MAP_SHARED_VALIDATE. */
  readonly mapShared: boolean;
  /** MAP_SHARED_PT. */
  readonly flag: boolean;
  readonly prot: number;
}

/** The kernel: address spaces, regions, and what is done to them. Each decision is a method of its own. */
export class Machine extends Memory {
  readonly regions: Region[] = [];
  /** Files are on hugetlbfs, and PMD pages are shared without being asked for. */
  hugetlb = false;

  override reset(setup: Setup): void {
    super.reset(setup);
    this.hugetlb = setup.generation === HUGETLB_PMD;
  }

  override empty(): void {
    super.empty();
    this.regions.length = 0;
  }

  // Who shares

  /** May the mapping share tables? One that may not is mapped all the same: the flag is a hint. */
  // @rule ineligible-succeeds-or-refused
  eligible(request: SharingRequest): boolean {
    return (
      !this.hugetlb &&
      request.flag && // @rule flag-required
      this.allowsType(request) &&
      request.file !== undefined && // @rule needs-file
      this.alignsStart(request) &&
      this.alignsLength(request)
    );
  }

  /** Is a request that cannot be shared refused? Not here: the flag is a hint. ASSUME q-ineligible. */
  refuses(_request: SharingRequest): boolean {
    return false;
  }

  // @rule needs-map-shared
  allowsType(request: SharingRequest): boolean {
    return request.mapShared;
  }

  // @rule align-start
  alignsStart(request: SharingRequest): boolean {
    return this.layout.isAligned(request.start);
  }

  // @rule align-length
  alignsLength(request: SharingRequest): boolean {
    return this.layout.isAligned(request.pages);
  }

  sameKey(region: Region, request: SharingRequest): boolean {
    return (
      this.sameFile(region, request) &&
      this.sameOffset(region, request) &&
      this.sameAddress(region, request) &&
      this.sameLength(region, request)
    );
  }

  // @rule same-file
  sameFile(region: Region, request: SharingRequest): boolean {
    return region.file === request.file;
  }

  // @rule same-offset
  sameOffset(region: Region, request: SharingRequest): boolean {
    return region.offset === request.offset;
  }

  // @rule same-address
  sameAddress(region: Region, request: SharingRequest): boolean {
    return region.start === request.start;
  }

  // @rule same-length
  sameLength(region: Region, request: SharingRequest): boolean {
    return region.pages === request.pages;
  }

  /**
   * The region that an eligible mapping joins; undefined: it stays unshared.
   * ASSUME q-join-protection: a mapping of another protection stays unshared.
   * ASSUME q-second-region: so does one of a file that has a region with another key.
   */
  // @rule eligible-shares
  regionFor(request: SharingRequest): Region | undefined {
    for (const region of this.regions) {
      if (this.sameKey(region, request)) return region.prot === request.prot ? region : undefined;
    }
    const file = request.file;
    return file === undefined || file.region !== undefined ? undefined : this.createRegion({ ...request, file }, request.prot);
  }

  /** Does the mapping create a region, as far as can be told before what it replaces is gone? */
  mayNeedHost(mm: Mm, request: SharingRequest): boolean {
    if (!this.eligible(request)) return false;
    const region = request.file?.region;
    return region === undefined || (region.sharers === 1 && region.guests[0]?.mm === mm);
  }

  /** The region begins with the protection of the mapping that creates it. */
  // @rule reattach-fresh
  createRegion(key: SharingKey, prot: number): Region {
    const host = this.createMm(null);
    const region = new Region(key, prot, host);
    host.region = region;
    host.vmas.insert(this.hostVma(key, prot));
    key.file.region = region;
    this.regions.push(region);
    return region;
  }

  /** The host maps the same file; any protection may come later, by mprotect of a sharer. */
  hostVma(key: SharingKey, prot: number): Vma {
    return new Vma(key.start, key.start + key.pages, prot, true, true, key.file, key.offset);
  }

  attach(region: Region, mm: Mm, vma: Vma): void {
    vma.region = region;
    vma.delta = region.start - vma.start;
    this.enlist(region, mm, vma);
  }

  /** A child that inherits the mapping is a sharer like its parent. */
  // @rule fork-shares
  attachChild(region: Region, mm: Mm, vma: Vma): void {
    this.enlist(region, mm, vma);
  }

  private enlist(region: Region, mm: Mm, vma: Vma): void {
    region.guests.push({ mm, delta: vma.delta });
    this.countSharer(region, 1);
  }

  countSharer(region: Region, change: number): void {
    region.sharers += change;
    region.host.shot = undefined;
    this.mmsChanged = true;
  }

  /** One mapping less. */
  // @rule detach-only-caller
  detach(region: Region, mm: Mm, _gather: Gather): void {
    const at = region.guests.findIndex((guest) => guest.mm === mm);
    if (at >= 0) region.guests.splice(at, 1);
    this.countSharer(region, -1);
  }

  /** The last mapping that goes takes the host with it. */
  // @rule last-out-frees
  endIfUnused(region: Region, gather: Gather): void {
    if (region.sharers === 0 && region.file.region === region) this.destroy(region, gather);
  }

  /** Frees the host's tables. The pages stay in the page cache. */
  // @rule nothing-leaked
  // @rule baseline-returns
  destroy(region: Region, gather: Gather): void {
    const { host } = region;
    region.file.region = undefined;
    this.regions.splice(this.regions.indexOf(region), 1);
    unmapRange(this, host, region.start, region.start + region.pages, gather);
    host.vmas.all.length = 0;
    gather.tables.push(host.root.id);
    this.removeMm(host);
  }

  // Tables that are shared without a host

  /** A huge page is unmapped, protected and cut off as a whole; does a length end within one? */
  // @rule huge-pages-whole
  cutsHugePage(length: string): boolean {
    return this.hugetlb && offsetOf(length, this.layout.shift) !== 0;
  }

  /** May tables of this mapping be shared in the slot that begins with this page? */
  // @rule whole-slot-only
  mapsWholeSlot(vma: Vma, page: number): boolean {
    return vma.shared && vma.file !== undefined && vma.start <= page && vma.end >= page + this.layout.entries;
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
    const leaf = tableToShare(this, mm, vma, page);
    if (leaf !== undefined) shareTable(ensureTable(this, mm, page, 2), this.layout.index(page, 2), leaf, UPPER_BITS);
  }

  /** What is to be done to pages of this mm is done to tables of its own. */
  // @rule others-keep-tables
  // @rule protect-only-caller
  leaveRange(mm: Mm, start: number, end: number, gather: Gather): void {
    if (this.hugetlb) leaveShared(this, mm, start, end, gather);
  }

  /** One mm leaves a shared table: for the whole slot, whatever part of it was named. */
  unshare(mm: Mm, page: number, leaf: Table, gather: Gather): void {
    cutLink(this, mm, page, leaf);
    gather.flush(mm, page, page + this.layout.entries, true);
  }

  /** What a child gets of a shared mapping without a region: nothing, it will fault. */
  // @rule fork-links-nothing
  inherit(_parent: Mm, _child: Mm, _vma: Vma): void {}

  // Links: a guest reaches the host's leaf table by its own PMD entry

  // @rule one-table-per-slot
  // @rule guest-entry-empty-or-host
  // @rule neighbours-not-drawn-in
  // @rule leaf-tables-flat
  // @rule share-count-exact
  link(mm: Mm, page: number, leaf: Table): void {
    const pmd = ensureTable(this, mm, page, 2);
    const index = this.layout.index(page, 2);
    const before = pmd.get(index);
    if (before >>> TARGET_SHIFT === leaf.id) return;
    if (before !== 0) this.breakEntry(mm, page, pmd, index);
    pmd.set(index, (leaf.id << TARGET_SHIFT) | UPPER_BITS);
    this.countLink(leaf, 1);
  }

  /** Break before make: no CPU may hold the old table while the new one is reachable. */
  private breakEntry(mm: Mm, page: number, pmd: Table, index: number): void {
    const old = this.tables.at(pmd.get(index) >>> TARGET_SHIFT);
    pmd.set(index, 0);
    const start = page - (page & this.layout.mask);
    for (let cpu = 0; cpu < this.layout.cpus; cpu++) this.flushMm(cpu, mm, start, start + this.layout.entries, true);
    if (old === undefined) return;
    this.countLink(old, -1);
    if (old.refs === 0 && old.count === 0) this.freeTable(old.id);
  }

  /** Cuts the link and leaves the table to those who still share it. */
  // @rule detached-unreachable
  // @rule reached-only-by-sharers
  // @rule table-alive-while-linked
  unlink(pmd: Table, index: number, _gather: Gather): void {
    const leaf = this.tables.at(pmd.get(index) >>> TARGET_SHIFT);
    pmd.set(index, 0);
    if (leaf !== undefined) this.countLink(leaf, -1);
  }

  protected countLink(leaf: Table, change: number): void {
    leaf.refs += change;
    leaf.shot = undefined;
  }

  // Flushes

  /** Makes one CPU forget what a call took away: a host's pages in every mm that shares them. */
  // @rule no-stale-translation
  // @rule no-stale-walk
  // @rule protect-every-cpu
  flush(cpu: number, flush: Flush, gather: Gather): void {
    const { mm, start, end, upper } = flush;
    if (mm.region === undefined) this.flushMm(cpu, mm, start, end, upper);
    else this.flushGuests(cpu, mm.region, flush, gather);
  }

  // @rule protect-reaches-sharers
  // @rule unprotect-reaches-sharers
  flushGuests(cpu: number, region: Region, flush: Flush, _gather: Gather): void {
    for (const guest of region.guests) {
      this.flushMm(cpu, guest.mm, flush.start - guest.delta, flush.end - guest.delta, flush.upper);
    }
  }

  flushMm(cpu: number, mm: Mm, start: number, end: number, upper: boolean): void {
    const tlb = this.tlb(cpu);
    tlb.forgetEntries(mm.id, start, end);
    if (upper) tlb.forgetTables(mm.id, this.layout.slot(start), Math.ceil(end / this.layout.entries));
  }

  // What happens to a shared mapping

  /** The VMA that decides over access and content: the host's where the mapping is shared. */
  // @rule protect-durable
  rulingVma(vma: Vma, page: number): Vma | undefined {
    return vma.region === undefined ? vma : vma.region.host.vmas.find(page + vma.delta);
  }

  /** May this part of a shared mapping be unmapped on its own? */
  // @rule partial-munmap-refused
  allowsPartialUnmap(_vma: Vma): boolean {
    return false;
  }

  /** Changes the protection of pages of an mm: the region's, for all who share it, where the mapping is shared. */
  // @rule protect-own
  // @rule unshared-protection-private
  protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
    const owner = vma.region === undefined ? mm : vma.region.host;
    this.leaveRange(mm, start, end, gather);
    protectRange(this, owner, start + vma.delta, end + vma.delta, prot);
    gather.flush(owner, start + vma.delta, end + vma.delta, false);
  }

  /** MADV_DONTNEED. Of a shared mapping the entries go, for all; the data stay in the page cache. */
  // @rule dontneed-keeps-data
  discard(mm: Mm, vma: Vma, start: number, end: number, gather: Gather): void {
    const owner = vma.region === undefined ? mm : vma.region.host;
    this.leaveRange(mm, start, end, gather);
    zapRange(this, owner, start + vma.delta, end + vma.delta, gather);
  }

  /** Where pages of a file may be mapped: the reverse map. Hosts are in it like processes. */
  mappersOf(_file: File): readonly Mm[] {
    return this.mms;
  }

  /** MADV_REMOVE of pages of a file (end excluded): they hold zeros now, whoever looks. */
  removePages(file: File, start: number, end: number, gather: Gather): void {
    file.punch(start, end);
    dropFilePages(this, file, start, end, false, gather);
  }

  /** After truncation: what lies beyond the end is nobody's any more, private copies included. */
  dropBeyondEnd(file: File, gather: Gather): void {
    dropFilePages(this, file, file.endPage, Infinity, true, gather);
  }

  /** exit and exec give up every mapping. */
  // @rule exit-any-order
  // @rule exec-detaches
  releaseMappings(mm: Mm, gather: Gather): void {
    this.leaveRange(mm, 0, Infinity, gather);
    for (const vma of mm.vmas.all) {
      if (vma.region !== undefined) gather.detached.push({ region: vma.region, mm });
    }
  }

  /** May mprotect give write access to this mapping? */
  allowsProtection(vma: Vma, prot: number): boolean {
    return (prot & WRITE) === 0 || vma.mayWrite;
  }
}
