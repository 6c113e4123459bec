import type { Outcome } from '../schemas/generated/types.ts';
import { EINVAL } from './answers.ts';
import { File } from './file.ts';
import type { Gather } from './gather.ts';
import { Lifetimes } from './lifetimes.ts';
import type { Descriptor, Process } from './process.ts';
import { takeContents } from './region-contents.ts';
import { Region } from './region.ts';
import type { Vma } from './vma.ts';

/** Regions without a name in msharefs are numbered. */
const PREFIX = 'region-';

/** Regions that a file or a descriptor stands for: how they come, get a size and contents, and end. */
export class NamedRegions extends Lifetimes {
  /** A region without size or contents. The caller has asked for a table. */
  createNamed(name: string, creator: Process): File {
    const file = File.special(name, 'region');
    const host = this.createMm(null);
    const region = new Region({ file, offset: 0, start: this.unitPages, pages: 0 }, 0, host);
    region.sized = false;
    if (this.design.owned) region.owner = creator;
    host.region = region;
    file.region = region;
    this.regions.push(region);
    return file;
  }

  /** A file that stands for a region as a number: of its name among those known, or below 0 where only descriptors lead to it. */
  numberOf(file: File): number {
    const name = file.name ?? '';
    const known = this.msharefs.known.indexOf(name);
    return known >= 0 ? known : -Number(name.slice(PREFIX.length));
  }

  nameOf(number: number): string {
    return number >= 0 ? (this.msharefs.known[number] as string) : `${PREFIX}${-number}`;
  }

  // Size

  /** Why the region cannot get this size (whole pages, and bytes in the page after them), or undefined. */
  refusesSize(region: Region, pages: number, bytes: number): Outcome | undefined {
    if (region.sized || bytes !== 0 || pages % this.unitPages !== 0) return EINVAL;
    return pages === 0 && !this.acceptsSizeZero() ? EINVAL : undefined;
  }

  /** May a region get the size 0, for good? ASSUME: a region that could never be used is refused. */
  acceptsSizeZero(): boolean {
    return false;
  }

  giveSize(region: Region, pages: number): void {
    region.pages = pages;
    region.sized = true;
    region.host.shot = undefined;
    this.mmsChanged = true;
  }

  // Windows

  /** May somebody still join? */
  acceptsWindows(region: Region): boolean {
    return region.sized && region.pages > 0 && !region.ended;
  }

  /** May a window be asked for at this page of the region's file? */
  acceptsWindowOffset(offset: number): boolean {
    return offset === 0;
  }

  /** May mprotect change what a window shows? */
  allowsWindowProtection(_vma: Vma): boolean {
    return this.design.windowsEdit;
  }

  /** May madvise change what a window shows? */
  allowsWindowAdvice(_vma: Vma): boolean {
    return this.design.windowsEdit;
  }

  // Contents

  /** May the holder of this descriptor change what is in the region? */
  mayEdit(_region: Region, _descriptor: Descriptor): boolean {
    return true;
  }

  /** May anything still be put into it? */
  acceptsContents(region: Region): boolean {
    return !region.ended;
  }

  /** Puts a mapping into the region, where there is room for it. */
  putContents(region: Region, vma: Vma): void {
    region.host.vmas.insert(vma);
  }

  /** Takes out what the region holds in a range (pages of the host, end excluded). */
  takeContents(region: Region, start: number, end: number, gather: Gather): void {
    takeContents(this, region, start, end, gather);
  }

  // End

  /** A region that a file stands for lives as long as the file does: while it has a name, a descriptor or a window. */
  override keepsRegion(region: Region): boolean {
    return super.keepsRegion(region) || (region.file.kind === 'region' && this.isReferred(region.file));
  }

  isReferred(file: File): boolean {
    if (this.msharefs.holds(file)) return true;
    for (const { descriptors } of this.processes.values()) {
      for (const descriptor of descriptors.values()) if (descriptor.file === file) return true;
    }
    return false;
  }

  /** The regions that end with the process lose what they hold, and get nothing any more. Windows stay, and show nothing. */
  endOwned(process: Process, gather: Gather): void {
    for (const region of this.regions) if (region.owner === process) this.endContents(region, gather);
  }

  endContents(region: Region, gather: Gather): void {
    region.owner = undefined;
    region.ended = true;
    this.takeContents(region, region.start, region.start + region.pages, gather);
  }

  /** Regions that nobody can reach any more go. */
  endUnreachable(gather: Gather): void {
    for (const region of this.regions.filter((one) => one.file.kind === 'region')) this.endIfUnused(region, gather);
  }
}
