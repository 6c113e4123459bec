import { alignedPage } from './calls/range.ts';
import { donate } from './donation.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import type { Descriptor } from './process.ts';
import { protectRange } from './protect.ts';
import { takeContents } from './region-contents.ts';
import { RegionSizes } from './region-sizes.ts';
import type { Region } from './region.ts';
import type { Vma } from './vma.ts';

/** What a region holds, and who may change it. */
export class RegionEdits extends RegionSizes {
  /** May the holder of this descriptor change what is in the region? ASSUME q-place-rights: whoever holds one may. */
  mayEdit(_region: Region, _descriptor: Descriptor): boolean {
    return true;
  }

  /** The page of an object that begins at this byte (hex), or -1 where none does. ASSUME q-object-offset: only whole pages. */
  objectPage(offset: string): number {
    return alignedPage(offset, this.layout.shift);
  }

  /** May anything still be put into it? ASSUME q-place-ownerless: not when its owner is gone. */
  // @rule ownerless-not-filled
  acceptsContents(region: Region): boolean {
    return !region.ended;
  }

  /** Puts a mapping into the region, where there is room for it. */
  putContents(region: Region, vma: Vma): void {
    region.host.vmas.insert(vma);
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
