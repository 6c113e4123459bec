import type { OpenFlags, Outcome } from '../schemas/generated/types.ts';
import { EACCES, EPERM } from './answers.ts';
import { FileBytes } from './file-bytes.ts';
import { File } from './file.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import type { Process } from './process.ts';
import { Region } from './region.ts';
import { cutsAny, touchesShared } from './take.ts';

/** Regions without a name in msharefs are numbered. */
const PREFIX = 'region-';

/** Where regions are made by a call of their own, their files cannot be written to. */
const CHANGING = ['O_WRONLY', 'O_RDWR', 'O_TRUNC'] as const;

/** Regions that a file or a descriptor stands for: how they come, and what their files can be asked. */
export class NamedRegions extends FileBytes {
  /** A region without size or contents. The caller has asked for a table. */
  createNamed(name: string, creator: Process): Region {
    const file = File.special(name, 'region');
    const host = this.createMm(null);
    const region = new Region({ file, offset: 0, start: this.design.sameAddress ? 0 : this.unitPages, pages: 0 }, 0, host);
    region.sized = false;
    region.owner = creator;
    host.region = region;
    file.region = region;
    this.regions.push(region);
    if (this.design.knownBy === 'file') this.msharefs.names.set(name, file);
    return region;
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

  /** Can the file that stands for a region be mapped? */
  mapsRegionFiles(): boolean {
    return this.design.knownBy === 'file' && this.design.sizedBy !== 'memory';
  }

  /** Why open cannot make a region, or undefined. */
  refusesCreation(): Outcome | undefined {
    return this.mapsRegionFiles() ? undefined : EACCES;
  }

  /** Why a file of msharefs cannot be opened like this, or undefined. */
  refusesOpen({ region }: File, flags: OpenFlags): Outcome | undefined {
    if (!this.mapsRegionFiles()) return CHANGING.some((flag) => flags.includes(flag)) ? EPERM : undefined;
    return flags.includes('O_TRUNC') && region !== undefined ? this.refusesEmptying(region) : undefined;
  }

  /** Why O_TRUNC cannot empty a region, or undefined: where it is sized by calls, this is a call that sizes it to 0. */
  refusesEmptying(_region: Region): Outcome | undefined {
    return undefined;
  }

  /** Why the name cannot be taken away, or undefined. */
  refusesUnlink(file: File): Outcome | undefined {
    return file.kind === 'info' || !this.mapsRegionFiles() ? EPERM : undefined;
  }

  /** Is the range one of whole units (pages)? */
  // @rule shared-by-whole-units
  isOfUnits(start: number, pages: number): boolean {
    return start % this.unitPages === 0 && pages % this.unitPages === 0;
  }

  /** Do the flags of mshare demand that nobody has the name? Either of two is enough. */
  // @rule name-not-taken
  demandsNew(flags: OpenFlags): boolean {
    return flags.includes('O_CREAT') || flags.includes('O_EXCL');
  }

  /** Can what an mm has in a range (pages, end excluded) become a region? */
  // @rule made-of-mappings
  canGive(mm: Mm, start: number, end: number): boolean {
    return !mm.vmas.isFree(start, end) && !cutsAny(mm, start, end) && !touchesShared(mm, start, end);
  }

  /** Does the caller of mshare_unlink lose its windows? */
  unlinkDetaches(region: Region, caller: Process): boolean {
    return region.owner !== caller;
  }

  /** Windows stay, and descriptors. */
  // @rule unlink-keeps-windows
  unname(file: File, _caller: Process, gather: Gather): void {
    this.msharefs.names.delete(file.name ?? '');
    if (file.region !== undefined) gather.forsaken.push(file.region);
  }
}
