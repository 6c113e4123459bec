import type { Outcome } from '../schemas/generated/types.ts';
import { EINVAL } from './answers.ts';
import type { File } from './file.ts';
import { NamedRegions } from './named-regions.ts';
import type { Region } from './region.ts';

/** How large a region is, and who says so. */
export class RegionSizes extends NamedRegions {
  /** Why the region cannot get this size (whole pages, and bytes in the page after them), or undefined. */
  // @rule size-set-once
  refusesSize(region: Region, pages: number, bytes: number): Outcome | undefined {
    if (region.sized || bytes !== 0 || pages % this.unitPages !== 0) return EINVAL;
    return pages === 0 && !this.acceptsSizeZero() ? EINVAL : undefined;
  }

  /** May a region get the size 0, for good? ASSUME q-size-zero: a region that could never be used is refused. */
  acceptsSizeZero(): boolean {
    return false;
  }

  override refusesEmptying(region: Region): Outcome | undefined {
    return this.design.sizedBy === 'size' ? this.refusesSize(region, 0, 0) : undefined;
  }

  /** Why ftruncate cannot change a file of msharefs, or undefined. Where a region does not get its size so, nothing comes of it. */
  refusesTruncation({ region }: File, pages: number, bytes: number): Outcome | undefined {
    if (region === undefined) return EINVAL;
    return this.design.sizedBy === 'size' ? this.refusesSize(region, pages, bytes) : undefined;
  }

  /** Sets the size of a file, or of the region that it stands for (whole pages, and bytes in the page after them). */
  resize(file: File, pages: number, bytes: number): void {
    if (file.kind === 'ordinary') file.resize(pages, bytes);
    else if (file.region !== undefined && this.design.sizedBy === 'size') this.giveSize(file.region, pages);
  }

  giveSize(region: Region, pages: number): void {
    region.pages = pages;
    region.sized = true;
    this.redraw(region.host);
  }
}
