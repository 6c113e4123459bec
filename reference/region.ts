import type { File } from './file.ts';
import type { Mm } from './mm.ts';

/** What two mappings must have in common to share tables. Pages throughout. */
export interface SharingKey {
  readonly file: File;
  readonly offset: number;
  readonly start: number;
  readonly pages: number;
}

/** A shared range of a file: its host mm, which owns leaf tables and protection, and those who share it. */
export class Region implements SharingKey {
  readonly file: File;
  readonly offset: number;
  readonly start: number;
  readonly pages: number;
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
