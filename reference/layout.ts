import type { Geometry } from '../schemas/generated/types.ts';
import { pageShift } from '../schemas/address.ts';

/** A geometry with the numbers that follow from it. Pages are numbers of pages from address 0. */
export class Layout {
  readonly pageSize: number;
  readonly shift: number;
  readonly entries: number;
  readonly mask: number;
  readonly levels: number;
  readonly cpus: number;
  /** Bytes of one table: 8 for each entry. */
  readonly tableBytes: number;
  /** First page beyond user space: half of the virtual space, less one page. */
  readonly userPages: number;
  /** Files end before this page: the kernel has signed 64 bits for the number of a byte. */
  readonly filePages: number;
  /** spans[k]: pages that one table of level k covers; spans[0] is one page. */
  readonly spans: readonly number[];

  constructor(geometry: Geometry) {
    this.pageSize = geometry.pageSize;
    this.shift = pageShift(geometry.pageSize);
    this.entries = geometry.entriesPerTable;
    this.mask = this.entries - 1;
    this.levels = geometry.levels;
    this.cpus = geometry.cpus;
    this.tableBytes = this.entries * 8;
    this.userPages = this.entries ** this.levels / 2 - 1;
    this.filePages = 2 ** (63 - this.shift);
    this.spans = Array.from({ length: this.levels + 1 }, (_, level) => this.entries ** level);
  }

  /** The index in its table of the entry of this level that leads to the page. */
  index(page: number, level: number): number {
    return level === 1 ? page & this.mask : Math.floor(page / this.span(level - 1)) & this.mask;
  }

  /** Pages that one table of this level covers. */
  span(level: number): number {
    return this.spans[level] as number;
  }

  /** Which leaf table's range the page lies in. */
  slot(page: number): number {
    return Math.floor(page / this.entries);
  }

  isAligned(page: number): boolean {
    return page % this.entries === 0;
  }

  /** Same numbers as this geometry? Then the slabs can be used again. */
  fits({ pageSize, entriesPerTable, levels, cpus }: Geometry): boolean {
    return pageSize === this.pageSize && entriesPerTable === this.entries && levels === this.levels && cpus === this.cpus;
  }
}
