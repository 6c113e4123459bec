import type { Vma } from './vma.ts';

/** The VMAs of one mm, by address, none overlapping another. */
export class VmaList {
  readonly all: Vma[] = [];

  /** Index of the first VMA that ends after the page. */
  indexFrom(page: number): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.all[middle] as Vma).end <= page) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  find(page: number): Vma | undefined {
    const vma = this.all[this.indexFrom(page)];
    return vma !== undefined && vma.start <= page ? vma : undefined;
  }

  isFree(start: number, end: number): boolean {
    const vma = this.all[this.indexFrom(start)];
    return vma === undefined || vma.start >= end;
  }

  /** The VMAs that have a page in the range. */
  within(start: number, end: number): Vma[] {
    return this.all.filter((vma) => vma.start < end && vma.end > start);
  }

  /** Is every page of the range mapped? */
  covers(start: number, end: number): boolean {
    let page = start;
    for (let i = this.indexFrom(start); page < end; i++) {
      const vma = this.all[i];
      if (vma === undefined || vma.start > page) return false;
      page = vma.end;
    }
    return true;
  }

  insert(vma: Vma): void {
    this.insertAt(this.indexFrom(vma.start), vma);
  }

  /** Cuts VMAs that straddle the page, so that one begins there. */
  splitAt(page: number): void {
    const at = this.indexFrom(page);
    const vma = this.all[at];
    if (vma === undefined || vma.start >= page) return;
    const tail = vma.slice(page, vma.end);
    vma.end = page;
    this.insertAt(at + 1, tail);
  }

  /** As splice, which makes a list of what it takes out as well. */
  private insertAt(at: number, vma: Vma): void {
    const { all } = this;
    all.push(vma);
    for (let i = all.length - 1; i > at; i--) all[i] = all[i - 1] as Vma;
    all[at] = vma;
  }

  /** Removes and returns the VMAs of the range, cutting those that straddle its ends. */
  take(start: number, end: number): Vma[] {
    this.splitAt(start);
    this.splitAt(end);
    const from = this.indexFrom(start);
    return this.all.splice(from, this.indexFrom(end) - from);
  }

  /** The highest free place for so many pages that starts at a multiple of `align` and not at page 0; or -1. */
  gap(pages: number, limit: number, align: number): number {
    let top = limit;
    for (let i = this.all.length - 1; i >= -1; i--) {
      const vma = this.all[i];
      const start = Math.floor((top - pages) / align) * align;
      if (start >= (vma === undefined ? 1 : vma.end)) return start;
      if (vma !== undefined) top = Math.min(top, vma.start);
    }
    return -1;
  }
}
