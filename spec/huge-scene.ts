/** The scenes of huge pages: a page has 2 MiB, and a slot is one GiB. */
import type { Geometry } from '../schemas/generated/types.ts';
import { type Picture, RW } from './picture.ts';
import { Scene, type Setting } from './scene.ts';

/** x86-64 seen in huge pages: the PTE level is not there. */
export const HUGE: Geometry = { pageSize: 2_097_152, entriesPerTable: 512, levels: 3, cpus: 2 };
export const GIB = '0x40000000';
export const HUGE_PAGE = '0x200000';
/** Slot of 2 TiB, where the mappings of the scenes begin. */
export const HUGE_SLOT = 2048;

const SETTING: Setting = {
  generation: 'hugetlb-pmd',
  geometry: HUGE,
  length: GIB,
  flags: ['MAP_SHARED', 'MAP_FIXED'],
  files: { db: { size: '0x80000000' }, log: { size: GIB } },
};

export function hugeScene(title: string): Scene {
  return new Scene(title, SETTING);
}

/** A and B map the first GiB of a file at one address. */
export function twoHuge(title: string): Scene {
  return hugeScene(title).map('A').map('B');
}

/** An address behind 2 TiB, in huge pages. */
export function hugeAt(page: number): string {
  return `0x${(2n ** 41n + BigInt(page) * 2_097_152n).toString(16)}`;
}

/** A and B reach one table. */
export const HUGE_SHARED: Picture = {
  levels: 3,
  leaves: { 1: [0, 7, RW] },
  mms: [
    { process: 'A', slots: { [HUGE_SLOT]: 1 } },
    { process: 'B', slots: { [HUGE_SLOT]: 1 } },
  ],
};

/** A and B have a table each. */
export const HUGE_APART: Picture = {
  levels: 3,
  leaves: { 1: [0, 7, RW], 2: [0, 7, RW] },
  mms: [
    { process: 'A', slots: { [HUGE_SLOT]: 1 } },
    { process: 'B', slots: { [HUGE_SLOT]: 2 } },
  ],
};
