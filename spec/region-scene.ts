/** The scenes of named regions: a region of one unit, which A owns, with an object of 2 MiB at its beginning. */
import type { IoctlCall, Outcome, Snapshot, TableShot } from '../schemas/generated/types.ts';
import { PRESENT, USER, WRITABLE } from '../schemas/contract.ts';
import { RW } from './picture.ts';
import { DONE, Scene, type Setting } from './scene.ts';

/** 512 GiB. */
export const UNIT = '0x8000000000';
/** Where A and B have their windows. */
export const A_WINDOW = '0x20000000000';
export const B_WINDOW = '0x30000000000';
const A_NUMBER = 4;
const B_NUMBER = 6;
const UNIT_PAGES = 2 ** 27;

const SETTING: Setting = {
  generation: 'msharefs-ioctl',
  length: UNIT,
  flags: ['MAP_SHARED', 'MAP_FIXED'],
  files: {
    db: { size: '0x400000', content: 'page-numbers' },
    pool: { size: '0x0', on: 'msharefs' },
    mshare_info: { size: '0x0', on: 'msharefs' },
  },
};

/** An address in a window: page and offset. */
export function inWindow(window: string, page: number, offset = 0): string {
  return `0x${(BigInt(window) + BigInt(page) * 4096n + BigInt(offset)).toString(16)}`;
}

export class RegionScene extends Scene {
  constructor(title: string) {
    super(title, SETTING);
  }

  /** msharefs is mounted, and A makes the region. */
  create(): this {
    this.does({ call: 'mount', process: 'A' }, DONE);
    return this.does({ call: 'open', process: 'A', file: 'pool', flags: ['O_RDWR', 'O_CREAT'], as: 'r' }, DONE);
  }

  size(size = UNIT, seen: Outcome = DONE): this {
    return this.does({ call: 'ftruncate', process: 'A', fd: 'r', size }, seen);
  }

  /** Puts anonymous memory, or what is said, at the beginning of the region. */
  place(o: Partial<IoctlCall> = {}, seen: Outcome = DONE): this {
    return this.does(
      {
        call: 'ioctl',
        process: 'A',
        fd: 'r',
        request: 'MSHAREFS_CREATE_MAPPING',
        regionOffset: '0x0',
        size: '0x200000',
        offset: '0x0',
        prot: ['PROT_READ', 'PROT_WRITE'],
        flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'],
        ...o,
      },
      seen,
    );
  }

  takeOut(regionOffset: string, size: string, seen: Outcome = DONE, process = 'A'): this {
    return this.does({ call: 'ioctl', process, fd: 'r', request: 'MSHAREFS_UNMAP', regionOffset, size }, seen);
  }

  attach(process: string, addr: string, seen?: Outcome): this {
    return this.does(
      {
        call: 'mmap',
        process,
        addr,
        length: UNIT,
        prot: ['PROT_READ', 'PROT_WRITE'],
        flags: ['MAP_SHARED', 'MAP_FIXED'],
        fd: 'r',
        offset: '0x0',
      },
      seen ?? { result: 'done', addr },
    );
  }
}

/** A region with its size, and an object in it. */
export function oneRegion(title: string): RegionScene {
  return new RegionScene(title).create().size().place();
}

/** A and B have windows on it, each at an address of its own. */
export function twoWindows(title: string): RegionScene {
  return oneRegion(title)
    .attach('A', A_WINDOW)
    .does({ call: 'open', process: 'B', file: 'pool', flags: ['O_RDWR'], as: 'r' }, DONE)
    .attach('B', B_WINDOW);
}

const LINK = PRESENT | WRITABLE | USER;

/** Who reaches the one PUD page, 3, of the region, by which entry of the top table; `copy`: by a PUD page of its own instead. */
interface Reacher {
  readonly process?: string;
  readonly unit: number;
  readonly copy?: boolean;
}

const HOST_NUMBER = 1;
export const A_REACHES: Reacher = { process: 'A', unit: A_NUMBER };
export const B_REACHES: Reacher = { process: 'B', unit: B_NUMBER };
export const HOST_REACHES: Reacher = { unit: HOST_NUMBER };

/** Tables of four levels with leaf table 1 below PMD page 2 below PUD page 3. */
export function paintUnit(reachers: readonly Reacher[], leaf: readonly number[] = [0, 7, RW], guests = 2): Snapshot {
  const tables: TableShot[] = [
    { id: 1, level: 1, entries: [...leaf], refs: 1 },
    { id: 2, level: 2, entries: [0, 1, LINK] },
    { id: 3, level: 3, entries: [0, 2, LINK], refs: reachers.filter(({ copy }) => copy !== true).length },
  ];
  const mms = reachers.map(({ process, unit, copy }, i) => {
    const root = 100 * (i + 1);
    if (copy === true) tables.push({ id: root + 1, level: 3, entries: [0, 2, LINK], refs: 1 });
    tables.push({ id: root, level: 4, entries: [unit, copy === true ? root + 1 : 3, LINK] });
    const host = { file: 'pool', startPage: HOST_NUMBER * UNIT_PAGES, pages: UNIT_PAGES, offsetPage: 0, guests };
    const owned = tables.filter((t) => t.id >= root && t.id < root + 100).length;
    return {
      id: i,
      process: process ?? null,
      host: process === undefined ? host : null,
      root,
      tableBytes: 4096 * (process === undefined ? owned + 3 : owned),
    };
  });
  return { mms, tables, caches: [], tlb: [], counts: { tableBytes: tables.length * 4096, tablesAllocated: tables.length, tablesFreed: 0 } };
}
