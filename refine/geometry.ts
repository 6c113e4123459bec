/** Where the files of the formal model lie in the address spaces of a body, and what its pages are called there. */
import { toHex } from '../schemas/address.ts';
import type { FileSetup, Geometry } from '../schemas/generated/types.ts';

/** Sizes of the formal model. */
export interface Sizes {
  readonly processes: number;
  readonly cpus: number;
  readonly files: number;
  /** Leaf tables of one region. */
  readonly slots: number;
  /** Pages of a leaf table that are accessed. */
  readonly indices: number;
}

/** As in the formal model: file, number of the slot, index in the leaf table. */
export type Page = readonly [file: number, slot: number, index: number];

const PAGE_BYTES = 4096;
const SHIFT = 12;
/** Slot 0 stays free: nobody maps the first page of an address space. */
const FIRST_SLOT = 1;

/** The world that a body is set up with. */
export class Places {
  readonly sizes: Sizes;
  readonly geometry: Geometry;
  private readonly entries: number;

  constructor(sizes: Sizes) {
    this.sizes = sizes;
    this.entries = 2 ** Math.max(1, Math.ceil(Math.log2(sizes.indices)));
    const pages = (FIRST_SLOT + (sizes.files + 1) * (sizes.slots + 1)) * this.entries;
    // Half of what the tables span is user space.
    const levels = Math.max(2, Math.ceil((Math.log2(pages + 1) + 1) / Math.log2(this.entries)));
    this.geometry = { pageSize: PAGE_BYTES, entriesPerTable: this.entries as Geometry['entriesPerTable'], levels, cpus: sizes.cpus };
  }

  /** Bytes of a whole file, which is what a region maps. */
  get length(): string {
    return toHex(this.sizes.slots * this.entries, 0, SHIFT);
  }

  get pageLength(): string {
    return toHex(1, 0, SHIFT);
  }

  /** Files whose bytes tell which page they belong to. */
  files(): Record<string, FileSetup> {
    const names = Array.from({ length: this.sizes.files }, (_, file) => this.file(file));
    return Object.fromEntries(names.map((name) => [name, { size: this.length, content: 'page-numbers' }]));
  }

  file(file: number): string {
    return `f${file}`;
  }

  /** The address of a region; the same in every process. */
  start(file: number): string {
    return toHex(this.firstPage(file), 0, SHIFT);
  }

  /** An address that no region can have, since it is not aligned. */
  get unaligned(): string {
    return toHex(this.firstPage(this.sizes.files) + 1, 0, SHIFT);
  }

  address(page: Page): string {
    return toHex(this.firstPage(page[0]) + this.filePage(page), 0, SHIFT);
  }

  filePage([, slot, index]: Page): number {
    return slot * this.entries + index;
  }

  /** Every byte of a page. */
  byteOf(page: Page): number {
    return 1 + (this.filePage(page) % 251);
  }

  /** The page of a file by its number there. */
  pageOfFile(file: number, number: number): Page {
    return [file, Math.floor(number / this.entries), number % this.entries];
  }

  /** The page of a region at a page of the address space; undefined outside all regions. */
  pageAt(virtual: number): Page | undefined {
    const { files, slots } = this.sizes;
    const slot = Math.floor(virtual / this.entries) - FIRST_SLOT;
    if (slot < 0 || slot >= files * slots) return undefined;
    return [Math.floor(slot / slots), slot % slots, virtual % this.entries];
  }

  /** The first slot of a region, by its number in the address space. */
  firstSlot(file: number): number {
    return FIRST_SLOT + file * this.sizes.slots;
  }

  private firstPage(file: number): number {
    return this.firstSlot(file) * this.entries;
  }
}
