import type { MapFlags } from '../schemas/generated/types.ts';
import { alignedPage } from './calls/range.ts';
import { donate } from './donation.ts';
import type { File } from './file.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { protectRange } from './protect.ts';
import { takeContents } from './region-contents.ts';
import { RegionSizes } from './region-sizes.ts';
import type { Region } from './region.ts';
import { WRITE } from './vma.ts';
import type { Vma } from './vma.ts';

/** What a region holds, and who may change it. */
export class RegionEdits extends RegionSizes {
  /** The page of an object that begins at this byte (hex), or -1 where none does. ASSUME q-object-offset: only whole pages. */
  objectPage(offset: string): number {
    return alignedPage(offset, this.layout.shift);
  }

  /** May anything still be put into it? ASSUME q-place-ownerless: not when its owner is gone. */
  // @rule ownerless-not-filled
  acceptsContents(region: Region): boolean {
    return !region.ended;
  }

  /** Pages that an object comes in runs of: a huge page is what one leaf table covers. */
  granuleOf(flags: MapFlags, file: File | undefined): number {
    if (file !== undefined) return file.granule;
    return flags.includes('MAP_HUGETLB') ? this.layout.entries : 1;
  }

  /** The pages that an object takes when so many are asked for. */
  wholePages(pages: number, granule: number): number {
    return Math.ceil(pages / granule) * granule;
  }

  /** Does a page of an object begin here, at a page of the region or of the object? */
  beginsPage(page: number, granule: number): boolean {
    return page % granule === 0;
  }

  /** Does the range (pages of the host, end excluded) begin or end in the middle of a huge page of the region? */
  cutsPlaced({ host }: Region, start: number, end: number): boolean {
    return [start, end].some((page) => {
      const vma = host.vmas.find(page);
      return vma !== undefined && vma.file !== undefined && vma.filePage(page) % vma.file.granule !== 0;
    });
  }

  /** Puts a mapping into the region, where there is room for it. */
  putContents(region: Region, vma: Vma): void {
    region.host.vmas.insert(vma);
    if (vma.file !== undefined && vma.file.granule > 1 && (vma.prot & WRITE) !== 0) this.growObject(vma.file, vma.filePage(vma.end));
  }

  /** A file of huge pages is as large as its largest mapping that was made writable. */
  growObject(file: File, end: number): void {
    if (end > file.sizePages) file.resize(end, 0);
  }

  /** The memory of its creator becomes the region's. */
  fillWith(region: Region, creator: Mm, start: number, end: number): void {
    region.start = start;
    this.giveSize(region, end - start);
    donate(this, creator, region, start, end);
  }

  /** Takes out what the region holds in a range (pages of the host, end excluded). */
  takeContents(region: Region, start: number, end: number, gather: Gather): void {
    takeContents(this, region, start, end, gather);
  }

  /** Changes the protection of what the region holds in a range (pages of the host, end excluded), for all who share it. */
  protectRegion({ host }: Region, start: number, end: number, prot: number, gather: Gather): void {
    protectRange(this, host, start, end, prot);
    gather.flush(host, start, end, false);
  }
}
