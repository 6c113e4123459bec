import { expect, test } from 'vitest';
import { drawTables } from '../../reports/draw-tables.ts';
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, USER, WRITABLE } from '../../schemas/contract.ts';
import type { Geometry, Snapshot } from '../../schemas/generated/types.ts';
import { expectGolden } from './golden.ts';

const GEOMETRY: Geometry = { pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 2 };
const LINK = PRESENT | WRITABLE | USER | ACCESSED;
const READ = PRESENT | USER | ACCESSED | NO_EXECUTE;
const START = 0x7f0000000000 / 4096;

/** A and B share one leaf table through the host of data; A has a page of its own beside it. */
const SHARED: Snapshot = {
  mms: [
    { id: 0, process: 'A', host: null, root: 0, tableBytes: 16384 },
    { id: 1, process: 'B', host: null, root: 5, tableBytes: 12288 },
    { id: 2, process: null, host: { file: 'data', startPage: START, pages: 512, offsetPage: 0, guests: 2 }, root: 10, tableBytes: 16384 },
    { id: 3, process: 'C', host: null, root: 20 },
  ],
  tables: [
    { id: 0, level: 4, refs: 1, entries: [254, 1, LINK] },
    { id: 1, level: 3, refs: 1, entries: [0, 2, LINK] },
    { id: 2, level: 2, refs: 1, entries: [0, 9, LINK, 1, 3, LINK] },
    { id: 3, level: 1, refs: 1, entries: [511, 40, READ] },
    { id: 5, level: 4, refs: 1, entries: [254, 6, LINK] },
    { id: 6, level: 3, refs: 1, entries: [0, 7, LINK] },
    { id: 7, level: 2, refs: 1, entries: [0, 9, LINK] },
    { id: 9, level: 1, refs: 3, entries: [0, 17, READ, 1, 18, READ, 2, 19, READ | WRITABLE | DIRTY, 7, 30, READ, 8, 29, READ] },
    { id: 10, level: 4, refs: 1, entries: [254, 11, LINK] },
    { id: 11, level: 3, refs: 1, entries: [0, 12, LINK] },
    { id: 12, level: 2, refs: 1, entries: [0, 9, LINK, 1, 77, LINK] },
    { id: 20, level: 4, entries: [] },
    { id: 30, level: 1, entries: [] },
  ],
  tlb: [
    { cpu: 0, entries: [0, START, 17, READ, 1, START + 2, 19, READ | WRITABLE], walks: [0, START / 512, 9] },
    { cpu: 1, entries: [] },
  ],
  caches: [
    { file: 'data', pages: [0, 17, 1, 18, 2, 19, 7, 30, 8, 29] },
    { file: 'empty', pages: [] },
  ],
  counts: { tableBytes: 53248, tablesAllocated: 14, tablesFreed: 1, framesAllocated: 6, framesFreed: 0, entriesWritten: 1 },
};

test('the tables of two sharers, their host and an empty process', () => {
  expectGolden('tables.txt', `${drawTables(SHARED, GEOMETRY).join('\n')}\n`);
});

test('two levels: the top table is the PGD', () => {
  const snapshot: Snapshot = {
    mms: [{ id: 0, process: 'A', host: null, root: 0 }],
    tables: [
      { id: 0, level: 2, entries: [3, 1, LINK] },
      { id: 1, level: 1, entries: [] },
    ],
  };
  expect(drawTables(snapshot, { pageSize: 4096, entriesPerTable: 4, levels: 2, cpus: 1 })).toEqual([
    'A (mm 0)',
    '  0xc000          PGD t0[3] PTE t1',
    '                  no entry of 4',
  ]);
});

test('tables that point at one another are drawn in bounded space', () => {
  const entries = Array.from({ length: 512 }, (_, i) => [i, 0, LINK]).flat();
  const snapshot: Snapshot = { mms: [{ id: 0, process: 'A', host: null, root: 0 }], tables: [{ id: 0, level: 4, entries }] };
  const lines = drawTables(snapshot, { ...GEOMETRY, levels: 5 });
  expect(lines.length).toBeLessThan(700);
});

test('no line is wider than a terminal of 100 columns', () => {
  expect(drawTables(SHARED, GEOMETRY).filter((line) => line.length > 100)).toEqual([]);
});
