import type { Outcome } from '../schemas/generated/types.ts';
import { EFAULT, EINVAL } from './answers.ts';
import { File } from './file.ts';
import { RegionEdits } from './region-edits.ts';
import type { Region } from './region.ts';
import { Vma } from './vma.ts';
import type { WindowRequest } from './windows.ts';

/** Windows on regions: which there may be, where, and what can be done to them. */
export class RegionWindows extends RegionEdits {
  /** May somebody still join, for as much as there is? */
  acceptsWindows(region: Region): boolean {
    return !region.ended;
  }

  /** Why nobody gets this window, wherever it is, or undefined. */
  // @rule attach-whole
  // @rule attach-same
  refusesWindow(region: Region, { pages, offset, shared }: WindowRequest): Outcome | undefined {
    const fits = this.awaitsFirstMapping(region)
      ? pages % this.unitPages === 0
      : this.acceptsWindows(region) && this.isWhole(region, pages);
    return shared && fits && this.acceptsWindowOffset(offset) ? undefined : EINVAL;
  }

  /** Does a window of so many pages show all of the region? */
  isWhole(region: Region, pages: number): boolean {
    return pages === region.pages;
  }

  /** Is it up to the next mapping where the region is, and how large? */
  // @rule first-mapping-begins
  awaitsFirstMapping(region: Region): boolean {
    return this.design.sizedBy === 'mapping' && !region.sized;
  }

  /** May a window on the region begin at this page? */
  // @rule window-in-place
  allowsWindowAt(region: Region, start: number): boolean {
    if (!this.design.sameAddress) return true;
    return region.sized ? start === region.start : start % this.unitPages === 0;
  }

  /** Where a window goes for which this page was named, but not as the only one. */
  roundHint(_region: Region, page: number): number {
    return this.design.sameAddress ? page : Math.ceil(page / this.unitPages) * this.unitPages;
  }

  /** A window is about to be one of the region: is it still what the region takes? The first may give it its place, size and contents. */
  enter(region: Region, window: Vma): boolean {
    if (region.file.region !== region || region.ended) return false;
    const pages = window.end - window.start;
    if (this.awaitsFirstMapping(region)) this.beginAt(region, window);
    // Of two that were to be the first one was, and the region is as large as that. Of what has descriptors a part may be attached.
    return this.allowsWindowAt(region, window.start) && (this.design.knownBy === 'descriptor' || this.isWhole(region, pages));
  }

  /** Memory of zeros, with the protection that the first mapping asks for. */
  beginAt(region: Region, { start, end, prot }: Vma): void {
    region.start = start;
    this.giveSize(region, end - start);
    this.putContents(region, new Vma(start, end, prot, true, true, File.unnamed(end - start), 0));
  }

  /** May a window be asked for at this page of the region's file? ASSUME q-window-offset: only at its start. */
  acceptsWindowOffset(offset: number): boolean {
    return offset === 0;
  }

  /** A window may begin in the middle of its region. */
  override deltaOf(region: Region, vma: Vma): number {
    return super.deltaOf(region, vma) + (region.file.kind === 'region' ? vma.offset : 0);
  }

  /** Is this range of the caller's addresses, as it is, one that shows the region? */
  fitsRegion(region: Region, start: number, end: number): boolean {
    return start === region.start && end === region.start + region.pages;
  }

  /** May somebody attach who asks for this access? Numbers are compared bit by bit, as the hardened calls do: 1 is not within 2. */
  allowsAccess(region: Region, access: number): boolean {
    return (access & region.access) === access;
  }

  /** May mprotect change what a window shows? */
  // @rule window-not-changed
  allowsWindowProtection(_vma: Vma): boolean {
    return this.design.windowsEdit;
  }

  /** May madvise change what a window shows? ASSUME q-window-advice: where a window decides nothing, advice on it is refused. */
  allowsWindowAdvice(_vma: Vma): boolean {
    return this.design.windowsEdit;
  }

  /** Why mremap cannot move a shared mapping or change its size, or undefined. ASSUME q-window-move: it never moves. */
  // @rule window-left-whole
  remapRefusal(grows: boolean): Outcome | undefined {
    return grows && this.design.knownBy !== 'pages' ? EFAULT : EINVAL;
  }

  /** Why mremap cannot put another mapping over a shared one, or undefined. */
  remapOntoRefusal(): Outcome | undefined {
    return EINVAL;
  }
}
