import type { File } from './file.ts';
import type { Region } from './region.ts';

export const READ = 1;
export const WRITE = 2;
export const EXEC = 4;

/** A range of pages of one mm, mapped alike. `end` is excluded. */
export class Vma {
  start: number;
  end: number;
  /** READ, WRITE and EXEC. The VMA of a guest keeps what was asked for; the host's VMAs decide. */
  prot: number;
  readonly shared: boolean;
  /** May mprotect add WRITE? */
  readonly mayWrite: boolean;
  /** undefined: private anonymous memory. */
  readonly file: File | undefined;
  /** Page of the file at `start`. */
  offset: number;
  /** The region that this VMA is a window on. */
  region: Region | undefined = undefined;
  /** Page of the host less page of this mm. */
  delta = 0;

  constructor(start: number, end: number, prot: number, shared: boolean, mayWrite: boolean, file: File | undefined, offset: number) {
    this.start = start;
    this.end = end;
    this.prot = prot;
    this.shared = shared;
    this.mayWrite = mayWrite;
    this.file = file;
    this.offset = offset;
  }

  /** The page of the file behind a page of the mm. */
  filePage(page: number): number {
    return page - this.start + this.offset;
  }

  /** The same mapping over another range within it. */
  slice(start: number, end: number): Vma {
    const copy = new Vma(start, end, this.prot, this.shared, this.mayWrite, this.file, this.filePage(start));
    copy.region = this.region;
    copy.delta = this.delta;
    return copy;
  }
}
