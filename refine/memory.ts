/**
 * Memory that no file names. A snapshot tells a frame of it by a number only, so it is called by the page of the region at which the tables
 * of the host led to it first. It keeps that name while the region lives: whoever meets it at another page, or meets another frame at
 * its page, has seen a difference.
 */
import type { Page } from './geometry.ts';

export class Memory {
  private readonly names = new Map<number, Page>();
  private readonly taken = new Set<string>();

  /** The tables of a host lead to this frame at this page. */
  meet(frame: number, page: Page): void {
    if (this.names.has(frame) || this.taken.has(page.join())) return;
    this.names.set(frame, page);
    this.taken.add(page.join());
  }

  /** Only these regions live: what the others held is no longer known by their pages. */
  keep(regions: ReadonlySet<number>): void {
    for (const [frame, page] of this.names) {
      if (regions.has(page[0])) continue;
      this.names.delete(frame);
      this.taken.delete(page.join());
    }
  }

  /** What each frame is called. */
  all(): ReadonlyMap<number, Page> {
    return this.names;
  }
}
