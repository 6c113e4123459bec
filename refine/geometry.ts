/** Where windows and files of a formal model lie in the address spaces of a body, and what its pages are called there. */
import { toHex } from '../schemas/address.ts';
import type { FileSetup, Geometry } from '../schemas/generated/types.ts';

/** Sizes of a formal model. */
export interface Sizes {
  readonly processes: number;
  readonly cpus: number;
  /** Files, or regions where regions have files of their own. */
  readonly files: number;
  /** Addresses that a window may begin at; as many as files where left out. */
  readonly addresses?: number;
  /** What regions are filled with, where they are filled piece by piece; 1 where left out. */
  readonly objects?: number;
  /** Leaf tables of one region. */
  readonly slots: number;
  /** Pages of a leaf table that are accessed. */
  readonly indices: number;
}

/** As in the formal models: file, region or address, number of the slot, index in the leaf table. */
export type Page = readonly [file: number, slot: number, index: number];

const SHIFT = { 4096: 12, 2_097_152: 21 } as const;
/** Slot 0 stays free: nobody maps the first page of an address space. */
const FIRST_SLOT = 1;

/** What a generation wants of the machine. Leaf tables are what is shared in every case. */
export interface Wanted {
  readonly pageSize: keyof typeof SHIFT;
  /** The unit is an entry of the top table, or as near to it as can be. */
  readonly top: boolean;
  /** Each address has a file of its own, which everybody has mapped beside all windows, too. */
  readonly fileOfEach?: boolean;
}

/** Small pages; the entry above a leaf table is shared wherever it stands. */
export const SMALL_PAGES: Wanted = { pageSize: 4096, top: false };

/** The world that a body is set up with. */
export class Places {
  readonly sizes: Sizes;
  readonly geometry: Geometry;
  /** Addresses that windows begin at. */
  readonly addresses: number;
  private readonly entries: number;
  private readonly shift: number;

  constructor(sizes: Sizes, { pageSize, top, fileOfEach = false }: Wanted = SMALL_PAGES) {
    this.sizes = sizes;
    this.addresses = sizes.addresses ?? sizes.files;
    this.shift = SHIFT[pageSize];
    const beside = fileOfEach ? this.addresses : (sizes.objects ?? 1);
    const slots = FIRST_SLOT + (this.addresses + beside) * (sizes.slots + 1);
    // Half of what the tables span is user space.
    this.entries = powerOf2(top ? Math.max(sizes.indices, 2 * slots) : sizes.indices);
    const pages = slots * this.entries;
    const levels = top ? 2 : Math.max(2, Math.ceil((Math.log2(pages + 1) + 1) / Math.log2(this.entries)));
    this.geometry = { pageSize, entriesPerTable: this.entries as Geometry['entriesPerTable'], levels, cpus: sizes.cpus };
  }

  /** Bytes of a whole file, which is what a region maps. */
  get length(): string {
    return toHex(this.sizes.slots * this.entries, 0, this.shift);
  }

  get pageLength(): string {
    return toHex(1, 0, this.shift);
  }

  /** Bytes that a page of the model stands for, where its last page stands for the rest of the table, too. */
  spanOf([, , index]: Page): string {
    return toHex(index === this.sizes.indices - 1 ? this.entries - index : 1, 0, this.shift);
  }

  /** Less than a page. */
  get partOfPage(): string {
    return toHex(0, this.geometry.pageSize / 2, this.shift);
  }

  /** Files whose bytes tell which page they belong to. */
  files(count: number): Record<string, FileSetup> {
    const names = Array.from({ length: count }, (_, file) => this.file(file));
    return Object.fromEntries(names.map((name) => [name, { size: this.length, content: 'page-numbers' }]));
  }

  file(file: number): string {
    return `f${file}`;
  }

  /** Where a window begins. */
  start(address: number): string {
    return toHex(this.firstPage(address), 0, this.shift);
  }

  /** An address that no region can have, since it is not aligned. */
  get unaligned(): string {
    return toHex(this.firstPage(this.addresses) + 1, 0, this.shift);
  }

  /** A place beside all windows, for a mapping of an object. */
  beside(object: number): string {
    return this.start(this.addresses + object);
  }

  /** A page of a mapping beside all windows. */
  pageBeside([object, slot, index]: Page): string {
    return this.address([this.addresses + object, slot, index]);
  }

  address(page: Page): string {
    return toHex(this.firstPage(page[0]) + this.filePage(page), 0, this.shift);
  }

  /** Where a page stands in its file or region, in bytes. */
  offset(page: Page): string {
    return toHex(this.filePage(page), 0, this.shift);
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

  /** The page of a window at a page of the address space; undefined outside all windows. */
  pageAt(virtual: number): Page | undefined {
    const { slots } = this.sizes;
    const slot = Math.floor(virtual / this.entries) - FIRST_SLOT;
    if (slot < 0 || slot >= this.addresses * slots) return undefined;
    return [Math.floor(slot / slots), slot % slots, virtual % this.entries];
  }

  private firstPage(address: number): number {
    return (FIRST_SLOT + address * this.sizes.slots) * this.entries;
  }
}

/** At least 2, and at least this many. */
function powerOf2(least: number): number {
  return 2 ** Math.max(1, Math.ceil(Math.log2(least)));
}
