import type { OpenFlags, Outcome } from '../schemas/generated/types.ts';
import { EACCES, EFAULT, EINVAL, EPERM } from './answers.ts';
import { File } from './file.ts';
import { donate } from './donation.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { alignedPage } from './calls/range.ts';
import { FileBytes } from './file-bytes.ts';
import type { Descriptor, Process } from './process.ts';
import { protectRange } from './protect.ts';
import { takeContents } from './region-contents.ts';
import { Region } from './region.ts';
import { Vma } from './vma.ts';
import type { WindowRequest } from './windows.ts';

/** Regions without a name in msharefs are numbered. */
const PREFIX = 'region-';

/** Where regions are made by a call of their own, their files cannot be written to. */
const CHANGING = ['O_WRONLY', 'O_RDWR', 'O_TRUNC'] as const;

/** Regions that a file or a descriptor stands for: how they come, get a size and contents, and end. */
export class NamedRegions extends FileBytes {
  /** A region without size or contents. The caller has asked for a table. */
  createNamed(name: string, creator: Process): File {
    const file = File.special(name, 'region');
    const host = this.createMm(null);
    const region = new Region({ file, offset: 0, start: this.design.sameAddress ? 0 : this.unitPages, pages: 0 }, 0, host);
    region.sized = false;
    region.owner = creator;
    host.region = region;
    file.region = region;
    this.regions.push(region);
    if (this.design.knownBy === 'file') this.msharefs.names.set(name, file);
    return file;
  }

  /** A file that stands for a region as a number: of its name among those known, or below 0 where only descriptors lead to it. */
  numberOf(file: File): number {
    const name = file.name ?? '';
    const known = this.msharefs.known.indexOf(name);
    return known >= 0 ? known : -Number(name.slice(PREFIX.length));
  }

  /** The name of the next region that only descriptors lead to. */
  nextName(): string {
    return `${PREFIX}${this.nextRegion++}`;
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

  /** Why ftruncate cannot change a file of msharefs, or undefined. Where a region does not get its size so, nothing comes of it. */
  refusesTruncation({ region }: File, pages: number, bytes: number): Outcome | undefined {
    if (region === undefined) return EINVAL;
    return this.design.sizedBy === 'size' ? this.refusesSize(region, pages, bytes) : undefined;
  }

  resizeRegion(region: Region, pages: number): void {
    if (this.design.sizedBy === 'size') this.giveSize(region, pages);
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

  /** Why nobody gets this window, wherever it is, or undefined. */
  refusesWindow(region: Region, { pages, offset, shared }: WindowRequest): Outcome | undefined {
    const fits = this.awaitsFirstMapping(region) ? pages % this.unitPages === 0 : this.acceptsWindows(region) && pages === region.pages;
    return shared && fits && this.acceptsWindowOffset(offset) ? undefined : EINVAL;
  }

  /** Is it up to the next mapping where the region is, and how large? */
  awaitsFirstMapping(region: Region): boolean {
    return this.design.sizedBy === 'mapping' && !region.sized;
  }

  /** May a window on the region begin at this page? */
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
    return this.allowsWindowAt(region, window.start) && window.offset + pages <= region.pages;
  }

  /** Memory of zeros, with the protection that the first mapping asks for. */
  beginAt(region: Region, { start, end, prot }: Vma): void {
    region.start = start;
    this.giveSize(region, end - start);
    this.putContents(region, new Vma(start, end, prot, true, true, File.unnamed(end - start), 0));
  }

  /** May a window be asked for at this page of the region's file? */
  acceptsWindowOffset(offset: number): boolean {
    return offset === 0;
  }

  /** A window may begin in the middle of its region. */
  override deltaOf(region: Region, vma: Vma): number {
    return super.deltaOf(region, vma) + (region.file.kind === 'region' ? vma.offset : 0);
  }

  /** Can the file that stands for a region be mapped? */
  mapsRegionFiles(): boolean {
    return this.design.knownBy === 'file' && this.design.sizedBy !== 'memory';
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
  allowsWindowProtection(_vma: Vma): boolean {
    return this.design.windowsEdit;
  }

  /** May madvise change what a window shows? */
  allowsWindowAdvice(_vma: Vma): boolean {
    return this.design.windowsEdit;
  }

  /** Why mremap cannot move a shared mapping, or change its size. */
  remapRefusal(grows: boolean): Outcome {
    return grows && this.design.knownBy !== 'pages' ? EFAULT : EINVAL;
  }

  // Contents

  /** May the holder of this descriptor change what is in the region? */
  mayEdit(_region: Region, _descriptor: Descriptor): boolean {
    return true;
  }

  /** The page of an object that begins at this byte (hex), or -1 where none does. */
  objectPage(offset: string): number {
    return alignedPage(offset, this.layout.shift);
  }

  /** May anything still be put into it? */
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

  // Names

  /** Why open cannot make a region, or undefined. */
  refusesCreation(): Outcome | undefined {
    return this.mapsRegionFiles() ? undefined : EACCES;
  }

  /** Why a file of msharefs cannot be opened like this, or undefined. */
  refusesOpen({ region }: File, flags: OpenFlags): Outcome | undefined {
    if (!this.mapsRegionFiles()) return CHANGING.some((flag) => flags.includes(flag)) ? EPERM : undefined;
    return flags.includes('O_TRUNC') && region !== undefined && this.design.sizedBy === 'size' && region.sized ? EINVAL : undefined;
  }

  /** O_TRUNC of a region without a size, which has nothing to lose. */
  truncateRegion(_region: Region): void {}

  /** Why the name cannot be taken away, or undefined. */
  refusesUnlink(file: File): Outcome | undefined {
    return file.kind === 'info' || !this.mapsRegionFiles() ? EPERM : undefined;
  }

  /** Does the caller of mshare_unlink lose its windows? */
  unlinkDetaches(region: Region, caller: Process): boolean {
    return region.owner !== caller;
  }

  unname(file: File, gather: Gather): void {
    this.msharefs.names.delete(file.name ?? '');
    if (file.region !== undefined) gather.forsaken.push(file.region);
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
    for (const region of this.regions) {
      if (region.owner !== process) continue;
      if (this.design.owned) this.endContents(region, gather);
      else region.owner = undefined;
    }
  }

  endContents(region: Region, gather: Gather): void {
    region.owner = undefined;
    region.ended = true;
    this.takeContents(region, region.start, region.start + region.pages, gather);
  }

  /** The process has given up a descriptor of the region. */
  forsake(region: Region, process: Process, gather: Gather): void {
    gather.forsaken.push(region);
    if (region.owner === process && this.endsWithDescriptor(region, process)) this.endContents(region, gather);
  }

  /** Does a region that only descriptors lead to end with the last one of its owner? */
  endsWithDescriptor({ file }: Region, { descriptors }: Process): boolean {
    return this.design.knownBy === 'descriptor' && [...descriptors.values()].every((held) => held.file !== file);
  }

  /** Has it a descriptor of a region, or is one its own? */
  hasRegions(process: Process): boolean {
    if (this.regions.length === 0 || this.design.knownBy === 'pages') return false;
    for (const { file } of process.descriptors.values()) if (file.kind === 'region') return true;
    return this.regions.some(({ owner }) => owner === process);
  }

  /** The process closes those of its descriptors of regions that are to go. */
  closeRegions(process: Process, goes: (descriptor: Descriptor) => boolean, gather: Gather): void {
    for (const [name, descriptor] of process.descriptors) {
      if (descriptor.file.kind !== 'region' || !goes(descriptor)) continue;
      process.descriptors.delete(name);
      if (descriptor.file.region !== undefined) this.forsake(descriptor.file.region, process, gather);
    }
  }
}
