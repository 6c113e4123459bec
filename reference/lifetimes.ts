import type { Gather } from './gather.ts';
import { Links } from './links.ts';
import type { Mm } from './mm.ts';
import { Region } from './region.ts';
import type { SharingKey } from './region.ts';
import { releaseUnnamed, unmapRange } from './unmap.ts';
import { Vma } from './vma.ts';

/** How regions begin, are joined and left, and end. */
export class Lifetimes extends Links {
  readonly regions: Region[] = [];

  override empty(): void {
    super.empty();
    this.regions.length = 0;
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
    vma.delta = this.deltaOf(region, vma);
    this.enlist(region, mm, vma);
  }

  /** Page of the host less page of the mm. */
  deltaOf(region: Region, vma: Vma): number {
    return region.start - vma.start;
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
    this.redraw(region.host);
  }

  /** One mapping less: of several of one mm the one that lay there. */
  // @rule detach-only-caller
  detach(region: Region, mm: Mm, _gather: Gather, delta?: number): void {
    const at = region.guests.findIndex((guest) => guest.mm === mm && (delta === undefined || guest.delta === delta));
    if (at >= 0) region.guests.splice(at, 1);
    this.countSharer(region, -1);
  }

  /** The last mapping that goes takes the host with it. */
  // @rule last-out-frees
  endIfUnused(region: Region, gather: Gather): void {
    if (region.file.region === region && !this.keepsRegion(region)) this.destroy(region, gather);
  }

  /** Does anybody need it still? */
  keepsRegion(region: Region): boolean {
    return region.sharers !== 0;
  }

  /** Frees the host's tables. The pages of files stay in the page cache; anonymous ones go. */
  // @rule nothing-leaked
  // @rule baseline-returns
  destroy(region: Region, gather: Gather): void {
    const { host } = region;
    region.file.region = undefined;
    this.regions.splice(this.regions.indexOf(region), 1);
    unmapRange(this, host, region.start, region.start + region.pages, gather);
    releaseUnnamed(this, host.vmas.all.splice(0), gather);
    gather.tables.push(host.root.id);
    this.removeMm(host);
  }
}
