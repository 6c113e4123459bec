import type { CacheShot, FileSetup } from '../schemas/generated/types.ts';
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { Layout } from './layout.ts';
import { numberList } from './list.ts';
import type { Region } from './region.ts';

/**
 * `region`: it stands for a region, and its bytes are none. `info`: it tells what regions must be multiples of.
 */
export type FileKind = 'ordinary' | 'region' | 'info';

/** A file: its size, what it held at the start, and its page cache. Shared anonymous memory is a file without a name. */
export class File {
  readonly name: string | null;
  readonly kind: FileKind;
  /** Its pages come in runs of so many: more than one in huge pages. */
  granule = 1;
  /** Size: whole pages, and bytes in the page after them. */
  sizePages = 0;
  sizeBytes = 0;
  /** Frames by page of the file. A page is never dropped but by truncation and MADV_REMOVE. */
  readonly cache: Map<number, number> = new Map();
  /** The region that lives on this file. */
  region: Region | undefined = undefined;
  shot: CacheShot | undefined = undefined;
  private readonly numbered: boolean;
  /** Beyond this the file holds zeros, whatever it held at the start. */
  private contentPages = 0;
  private contentBytes = 0;
  /** Ranges that lost their content, flat: start, end, start, end, … */
  private readonly holes: number[] = [];

  constructor(name: string | null, numbered: boolean, kind: FileKind = 'ordinary') {
    this.name = name;
    this.kind = kind;
    this.numbered = numbered;
  }

  static from(name: string, setup: FileSetup, { shift, entries }: Pick<Layout, 'shift' | 'entries'>): File {
    const file = new File(name, setup.content === 'page-numbers');
    file.sizePages = pageOf(setup.size, shift);
    file.sizeBytes = offsetOf(setup.size, shift);
    file.contentPages = file.sizePages;
    file.contentBytes = file.sizeBytes;
    if (setup.on === 'hugetlbfs') file.granule = entries;
    return file;
  }

  /** A file whose bytes are not kept anywhere. */
  static special(name: string, kind: 'region' | 'info'): File {
    return new File(name, false, kind);
  }

  /** Shared anonymous memory: zeros, so many pages. */
  static unnamed(pages: number): File {
    const file = new File(null, false);
    file.sizePages = pages;
    return file;
  }

  /** Pages that may be touched: a begun page counts. */
  get endPage(): number {
    return this.sizeBytes > 0 ? this.sizePages + 1 : this.sizePages;
  }

  /** Sets the size. The caller drops the pages beyond. */
  resize(pages: number, bytes: number): void {
    this.sizePages = pages;
    this.sizeBytes = bytes;
    if (pages > this.contentPages || (pages === this.contentPages && bytes >= this.contentBytes)) return;
    this.contentPages = pages;
    this.contentBytes = bytes;
  }

  /** Could the file have this size? One of huge pages has whole ones. */
  // @rule huge-pages-whole
  allowsSize(pages: number, bytes: number): boolean {
    return this.granule === 1 || (bytes === 0 && pages % this.granule === 0);
  }

  punch(start: number, end: number): void {
    this.holes.push(start, end);
  }

  /** The byte that the page holds before it is in the cache. */
  fillOf(page: number): number {
    if (!this.numbered || page > this.contentPages) return 0;
    if (page === this.contentPages && this.contentBytes === 0) return 0;
    return this.isHole(page) ? 0 : 1 + (page % 251);
  }

  /** From which offset on the page holds zeros after all; 0 when the whole page holds fillOf. */
  tailOf(page: number): number {
    return page === this.contentPages ? this.contentBytes : 0;
  }

  get isNumbered(): boolean {
    return this.numbered;
  }

  /** Up to where the file holds what it held at the start. */
  get content(): { readonly pages: number; readonly bytes: number } {
    return { pages: this.contentPages, bytes: this.contentBytes };
  }

  /** Pages that lost their content, of those that had any. */
  holesBelow(): number[] {
    const pages: number[] = [];
    for (let page = 0; this.numbered && page <= this.contentPages; page++) if (this.isHole(page)) pages.push(page);
    return pages;
  }

  /** Gives a file that is new the content and the holes of another. */
  restoreContent({ pages, bytes }: File['content'], holes: readonly number[]): void {
    this.contentPages = pages;
    this.contentBytes = bytes;
    for (const page of holes) this.punch(page, page + 1);
  }

  picture(): CacheShot {
    return (this.shot ??= { file: this.name ?? '', pages: this.pairs() });
  }

  private pairs(): number[] {
    const pages = numberList(2 * this.cache.size);
    let at = 0;
    for (const [page, frame] of this.cache) {
      pages[at++] = page;
      pages[at++] = frame;
    }
    return pages;
  }

  private isHole(page: number): boolean {
    for (let i = 0; i < this.holes.length; i += 2) {
      if (page >= (this.holes[i] as number) && page < (this.holes[i + 1] as number)) return true;
    }
    return false;
  }
}
