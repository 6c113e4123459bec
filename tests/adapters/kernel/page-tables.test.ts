/** The reader of page tables, on a memory that was made by hand. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GuestMemory } from '../../../adapters/kernel/guest-memory.ts';
import { sharedTables } from '../../../adapters/kernel/shared-tables.ts';
import { TableReader } from '../../../adapters/kernel/page-tables.ts';
import type { Walk } from '../../../adapters/kernel/page-tables.ts';
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, USER, WRITABLE } from '../../../schemas/contract.ts';
import type { TableShot } from '../../../schemas/generated/types.ts';
import { folder } from '../../cli/shell.ts';

const LINK = 0x67n;
const PAGE = 0x8000_0000_0000_0067n;
const SHOWN = PRESENT | WRITABLE | USER | ACCESSED | DIRTY;

/** Tables as lists of index and entry, by the number of the page that they lie in. */
type Tables = Readonly<Record<number, readonly (readonly [index: number, entry: bigint])[]>>;

class Memory {
  readonly path = join(folder(), 'memory');
  private readonly bytes = Buffer.alloc(32 * 4096);

  write(tables: Tables): void {
    for (const [page, entries] of Object.entries(tables)) {
      this.bytes.fill(0, Number(page) * 4096, (Number(page) + 1) * 4096);
      for (const [index, entry] of entries) this.bytes.writeBigUInt64LE(entry, Number(page) * 4096 + index * 8);
    }
    writeFileSync(this.path, this.bytes);
  }
}

function reader(tables: Tables, walk: Partial<Walk> = {}): { memory: Memory; look: (...tops: number[]) => TableShot[] } {
  const memory = new Memory();
  memory.write(tables);
  const open = new GuestMemory(memory.path);
  onTestFinished(() => open.close());
  const tableReader = new TableReader(open);
  tableReader.begin({ levels: 4, leaf: 1, hidden: [], ...walk });
  const look = (...tops: number[]): TableShot[] => {
    const into = new Map<number, TableShot>();
    for (const top of tops) tableReader.walk(BigInt(top) * 4096n, into);
    return [...into.values()].toSorted((a, b) => b.level - a.level || a.id - b.id);
  };
  return { memory, look };
}

const at = (page: number): bigint => BigInt(page) * 4096n;
const chain = (leaf: readonly (readonly [number, bigint])[]): Tables => ({
  1: [[2, at(2) | LINK]],
  2: [[0, at(3) | LINK]],
  3: [[5, at(4) | LINK]],
  4: leaf,
});

describe('four levels', () => {
  it('are followed to the pages', () => {
    const { look } = reader(chain([[7, at(0x12345) | PAGE]]));
    expect(look(1)).toEqual([
      { id: 1, level: 4, entries: [2, 2, SHOWN] },
      { id: 2, level: 3, entries: [0, 3, SHOWN] },
      { id: 3, level: 2, entries: [5, 4, SHOWN] },
      { id: 4, level: 1, entries: [7, 0x12345, SHOWN | NO_EXECUTE] },
    ]);
  });

  it('have frames of 40 bits, exactly', () => {
    const { look } = reader(chain([[0, 0x000f_edcb_a987_6000n | PAGE]]));
    expect(look(1).at(-1)?.entries).toEqual([0, 0xfe_dcba_9876, SHOWN | NO_EXECUTE]);
  });

  it('end before the half of the kernel', () => {
    const { look } = reader({ ...chain([[0, at(9) | PAGE]]), 1: [[2, at(2) | LINK], [256, at(30) | LINK], [511, at(31) | LINK]] }); // prettier-ignore
    expect(look(1)[0]?.entries).toEqual([2, 2, SHOWN]);
  });

  it('show PROT_NONE with the frame that it keeps inverted', () => {
    const inverted = (~at(0x77) & 0x000f_ffff_ffff_f000n) | 0x100n;
    expect(reader(chain([[3, inverted]])).look(1).at(-1)?.entries).toEqual([3, 0x77, 0]); // prettier-ignore
  });

  it('show no page that was swapped out', () => {
    expect(reader(chain([[3, at(0x77) | 0x20n], [4, at(8) | PAGE]])).look(1).at(-1)?.entries).toEqual([4, 8, SHOWN | NO_EXECUTE]); // prettier-ignore
  });

  it('show a huge page as the table that its entry stands for, one for each place', () => {
    const huge = at(0x200) | PAGE | 0x80n | 0x1000n;
    const { look } = reader({ ...chain([]), 3: [[5, huge]], 10: [[2, at(11) | LINK]], 11: [[0, at(12) | LINK]], 12: [[5, huge]] });
    const leaves = look(1, 10).filter(({ level }) => level === 1);
    expect(leaves).toHaveLength(2);
    for (const { entries } of leaves) {
      expect(entries).toHaveLength(3 * 512);
      expect(entries.slice(-3)).toEqual([511, 0x200 + 511, SHOWN | NO_EXECUTE]);
    }
  });

  it('show one table for a huge page where the table above is shared', () => {
    const { look } = reader({ ...chain([]), 3: [[5, at(0x200) | PAGE | 0x80n]], 10: [[7, at(2) | LINK]] });
    const shown = look(1, 10);
    expect(shown.filter(({ level }) => level === 1)).toHaveLength(1);
    expect(shown.find(({ level }) => level === 2)?.entries).toEqual([5, shown.at(-1)?.id, SHOWN]);
  });

  it('show a huge page without access by frames that it keeps inverted', () => {
    const inverted = (~at(0x400) & 0x000f_ffff_ffe0_0000n) | 0x180n;
    expect(reader({ ...chain([]), 3: [[5, inverted]] }).look(1).at(-1)?.entries.slice(0, 6)).toEqual([0, 0x400, 0, 1, 0x401, 0]); // prettier-ignore
  });

  it('hide a huge page where something of it is hidden', () => {
    const first = 2 * 512 ** 3 + 5 * 512;
    const tables = { ...chain([]), 3: [[5, at(0x200) | PAGE | 0x80n], [6, at(0x400) | PAGE | 0x80n]] } as const; // prettier-ignore
    const shown = reader(tables, { hidden: [first + 9, first + 10] }).look(1);
    expect(shown.filter(({ level }) => level === 1).map(({ entries }) => entries[1])).toEqual([0x400]);
  });

  it('are one where windows at different places reach them, at the level of the P4D as of the PUD', () => {
    const { look } = reader({ ...chain([[7, at(9) | PAGE]]), 10: [[5, at(2) | LINK]], 20: [[6, at(21) | LINK]], 21: [[4, at(3) | LINK]] }); // prettier-ignore
    const shown = look(1, 10, 20);
    expect(shown.filter(({ level }) => level === 1).map(({ id }) => id)).toEqual([4]);
    expect(sharedTables({ mms: [1, 10, 20].map((root) => ({ id: root, process: `${root}`, host: null, root })), tables: shown }, 1)).toBe(
      1,
    );
    expect(shown.filter(({ level }) => level === 3).map(({ id }) => id)).toEqual([2, 21]);
  });

  it('are shown once where two reach them', () => {
    const { look } = reader({ ...chain([[7, at(9) | PAGE]]), 10: [[2, at(2) | LINK]] });
    expect(look(1, 10).map(({ id }) => id)).toEqual([1, 10, 2, 3, 4]);
  });

  it('are read anew when they change, and stay the same object when they do not', () => {
    const { memory, look } = reader(chain([[7, at(9) | PAGE]]));
    const first = look(1);
    const [same] = [look(1)];
    expect(same.every((table, i) => table === first[i])).toBe(true);
    memory.write({ 4: [[7, at(9) | PAGE], [8, at(11) | PAGE]] }); // prettier-ignore
    const second = look(1);
    expect(second.at(-1)?.entries).toEqual([7, 9, SHOWN | NO_EXECUTE, 8, 11, SHOWN | NO_EXECUTE]);
    expect(second[0]).toBe(first[0]);
  });

  it('outside of memory are an error', () => {
    const { memory, look } = reader(chain([]));
    memory.write({ 3: [[5, at(0x5000) | LINK]] });
    expect(() => look(1)).toThrow(/outside of memory, in page 20480/u);
    truncateSync(memory.path, 4096);
    expect(() => look(1)).toThrow(RangeError);
  });
});

describe('hidden pages', () => {
  const first = 2 * 512 ** 3 + 5 * 512;
  const tables = { ...chain([[7, at(9) | PAGE], [8, at(11) | PAGE]]), 2: [[0, at(3) | LINK], [1, at(5) | LINK]], 5: [[0, at(6) | LINK]], 6: [[0, at(12) | PAGE]] } as const; // prettier-ignore

  it('are left out one by one', () => {
    expect(reader(tables, { hidden: [first + 7, first + 8] }).look(1).find(({ id }) => id === 4)?.entries).toEqual([8, 11, SHOWN | NO_EXECUTE]); // prettier-ignore
  });

  it('take the tables with them that lead to nothing else', () => {
    expect(reader(tables, { hidden: [first, first + 512] }).look(1).map(({ id }) => id)).toEqual([1, 2, 5, 6]); // prettier-ignore
  });

  it('leave the top table', () => {
    expect(reader(tables, { hidden: [0, 512 ** 4] }).look(1)).toEqual([{ id: 1, level: 4, entries: [] }]);
  });
});

describe('other machines', () => {
  it('have five levels', () => {
    const { look } = reader({ 9: [[1, at(1) | LINK], [300, at(30) | LINK]], ...chain([[7, at(8) | PAGE]]) }, { levels: 5 }); // prettier-ignore
    expect(look(9).map(({ id, level }) => [id, level])).toEqual([[9, 5], [1, 4], [2, 3], [3, 2], [4, 1]]); // prettier-ignore
  });

  it('have pages of 2 MiB, whose table is the lowest', () => {
    const { look } = reader({ ...chain([]), 3: [[5, at(0x200) | PAGE | 0x80n]] }, { leaf: 2 });
    expect(look(1)).toEqual([
      { id: 1, level: 3, entries: [2, 2, SHOWN] },
      { id: 2, level: 2, entries: [0, 3, SHOWN] },
      { id: 3, level: 1, entries: [5, 0x200, SHOWN | NO_EXECUTE] },
    ]);
  });
});
