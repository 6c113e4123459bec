import type { File } from './file.ts';
import type { Mm } from './mm.ts';
import type { Process } from './process.ts';

/** What two mappings must have in common to share tables. Pages throughout. */
export interface SharingKey {
  readonly file: File;
  readonly offset: number;
  readonly start: number;
  readonly pages: number;
}

/**
 * A region: its host mm, which owns tables, contents and protection, and those who share it. It is a range of a file, or has a file of
 * its own that stands for it, and then what its host maps is its contents.
 */
export class Region implements SharingKey {
  readonly file: File;
  readonly offset: number;
  /** Where the host has it. */
  start: number;
  /** 0 until it has a size. */
  pages: number;
  /** Has it got a size, if only of nothing? */
  sized = true;
  /** The process that made it, while that lives; it may end with it. */
  owner: Process | undefined = undefined;
  /** That process is gone, and nothing will be in the region again. */
  ended = false;
  /** Calls that gave a share of it and have not been taken back, where such calls are counted. */
  shares = 0;
  /** What it was made with: O_RDONLY, O_WRONLY or O_RDWR as a number. */
  access = 2;
  /** Protection that the first mapper asked for: what a later one must ask for too. */
  readonly prot: number;
  /** Holds the leaf tables; its VMAs, one for each run of pages of equal protection, say what is allowed. */
  readonly host: Mm;
  /** Mappings that keep the region alive. */
  sharers = 0;
  /** The mms to flush: one entry for each mapping, in order of attachment. */
  readonly guests: Guest[] = [];

  constructor(key: SharingKey, prot: number, host: Mm) {
    this.file = key.file;
    this.offset = key.offset;
    this.start = key.start;
    this.pages = key.pages;
    this.prot = prot;
    this.host = host;
  }
}

/** One mapping of a region: page p of the mm is page p + delta of the host. */
export interface Guest {
  readonly mm: Mm;
  readonly delta: number;
}
