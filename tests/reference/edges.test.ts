import { describe, expect, it } from 'vitest';
import { toHex } from '../../schemas/address.ts';
import { createReference, Machine, MachineBody } from '../../reference/index.ts';
import { WRITABLE } from '../../schemas/contract.ts';
import { ANON, DONE, PRIVATE, R, RW, SHARED, Scene, entryAt, expectSound, loaded, refused } from './scene.ts';

/** One past the last page of user space, with the default geometry. */
const TOP = 2 ** 35 - 1;

describe('the top of user space', () => {
  it('lets nothing grow through it in place', () => {
    const s = new Scene();
    s.map('p', TOP - 2, 1, { flags: ANON });
    const grow = (pages: number) =>
      s.call({ call: 'mremap', process: 'p', addr: s.hex(TOP - 2), oldLength: s.hex(1), newLength: s.hex(pages), flags: [] });
    expect(grow(3)).toEqual(refused('ENOMEM'));
    expect(grow(2)).toEqual({ result: 'done', addr: s.hex(TOP - 2) });
  });

  it('moves what would grow through it', () => {
    const s = new Scene();
    s.map('p', TOP - 1, 1, { flags: ANON });
    s.store('p', TOP - 1, 7);
    expect(s.remap('p', TOP - 1, 1, 2)).toEqual({ result: 'done', addr: s.hex(TOP - 3) });
    expect(s.load('p', TOP - 3)).toEqual(loaded(7));
    expectSound(s);
  });

  // With the flag the kernel's own choice is aligned, and so differs from the hint.
  it.each([
    ['that just fits is taken', TOP - 4, TOP - 4],
    ['that reaches beyond it is not', TOP - 3, 2 ** 35 - 512],
    ['that lies beyond it is not', TOP + 9, 2 ** 35 - 512],
  ])('a hint %s', (_title, hint, place) => {
    const s = new Scene();
    expect(s.map('p', hint, 4, { flags: ['MAP_SHARED', 'MAP_SHARED_PT'] })).toEqual({ result: 'done', addr: toHex(place, 0, s.shift) });
  });
});

/** Forgets to cut its links when it leaves. */
class KeepsLinks extends Machine {
  override unlink(): void {}
}

describe('a link that replaces another', () => {
  /** p has left the region of f, and its entry still leads there; q stays. Then p maps g in the same place. */
  function replaced(): Scene {
    const s = new Scene(['p', 'q']);
    const body = new MachineBody(createReference().description, new KeepsLinks());
    (s as { body: MachineBody }).body = body;
    const size = s.hex(s.slot);
    body.reset({
      generation: 'map-shared-pt',
      geometry: s.geometry,
      files: { f: { size, content: 'page-numbers' }, g: { size } },
      processes: ['p', 'q'],
    });
    for (const process of ['p', 'q']) {
      s.open(process, 'f');
      s.open(process, 'g');
      s.map(process, s.base, s.slot);
      for (const page of [0, 5, s.slot - 1]) s.load(process, s.base + page);
    }
    s.unmap('p', s.base, s.slot);
    for (const page of [0, 5, s.slot - 1]) expect(s.load('p', s.base + page, 0, 1)).toEqual(loaded(1 + (page % 251)));
    s.map('p', s.base, s.slot, { fd: 'g' });
    return s;
  }

  function cachedFor(s: Scene, cpu: number): { entries: number; walks: number } {
    const { id } = s.mm('p');
    const { entries, walks = [] } = s.shot().tlb?.[cpu] ?? { entries: [] };
    return {
      entries: entries.filter((mm, i) => i % 4 === 0 && mm === id).length,
      walks: walks.filter((mm, i) => i % 3 === 0 && mm === id).length,
    };
  }

  it('makes every CPU forget the slot: pages nobody touched since, and the way to the old table', () => {
    const s = replaced();
    expect(cachedFor(s, 1)).toEqual({ entries: 3, walks: 1 });
    expect(s.load('p', s.base + 1)).toEqual(loaded(0));
    expect(cachedFor(s, 1)).toEqual({ entries: 0, walks: 0 });
    for (const page of [0, 5, s.slot - 1]) expect(s.load('p', s.base + page, 0, 1)).toEqual(loaded(0));
  });

  it('is counted at the new table and no longer at the old one', () => {
    const s = replaced();
    const before = s.leaf('q', s.base)?.refs as number;
    s.load('p', s.base + 1);
    expect(s.leaf('q', s.base)?.refs).toBe(before - 1);
    expect(s.leaf('p', s.base)?.refs).toBe(2);
    expect(s.leaf('p', s.base)?.id).not.toBe(s.leaf('q', s.base)?.id);
  });
});

describe('a private page', () => {
  it('of the page cache does not become writable by mprotect: its first store copies', () => {
    const s = new Scene();
    s.map('q', s.base, s.slot);
    s.map('p', s.base, 4, { flags: PRIVATE, prot: R });
    expect(s.load('p', s.base)).toEqual(loaded(1));
    s.protect('p', s.base, 4, RW);
    const leaf = s.leaf('p', s.base);
    expect((entryAt(leaf!, s.base % s.slot)?.bits ?? WRITABLE) & WRITABLE).toBe(0);
    expect(s.store('p', s.base, 9)).toEqual(DONE);
    expect(s.load('q', s.base)).toEqual(loaded(1));
    expect(s.load('p', s.base)).toEqual(loaded(9));
  });

  it('that parent and child have in common stays so until one stores, whatever mprotect said', () => {
    const s = new Scene(['p']);
    s.map('p', s.base, 4, { flags: ANON });
    for (const page of [0, 1]) s.store('p', s.base + page, 1);
    s.fork('p', 'c');
    s.store('p', s.base, 2);
    s.protect('p', s.base, 4, R);
    s.protect('p', s.base, 4, RW);
    s.store('p', s.base + 1, 2);
    for (const page of [0, 1]) expect(s.load('c', s.base + page)).toEqual(loaded(1));
    for (const page of [0, 1]) expect(s.load('p', s.base + page)).toEqual(loaded(2));
    expectSound(s);
  });
});

describe('an ordinary mapping', () => {
  it('keeps its place in the file when a part of it moves', () => {
    const s = new Scene();
    const to = s.base + 3 * s.slot + 1;
    s.map('p', s.base, 6, { flags: SHARED, offset: 3 });
    s.load('p', s.base + 2);
    s.remap('p', s.base + 2, 2, 2, to);
    for (const page of [2, 3]) expect(s.load('p', to + page - 2)).toEqual(loaded(1 + 3 + page));
    for (const page of [0, 1, 4, 5]) expect(s.load('p', s.base + page)).toEqual(loaded(1 + 3 + page));
    expectSound(s);
  });

  it('gives up its pages for good when it shrinks', () => {
    const s = new Scene();
    s.map('p', s.base, 4, { flags: ANON });
    s.store('p', s.base + 3, 7);
    s.remap('p', s.base, 4, 2);
    expect(s.present('p', s.base + 3)).toBe(0);
    s.remap('p', s.base, 2, 4);
    expect(s.load('p', s.base + 3)).toEqual(loaded(0));
    expectSound(s);
  });
});

describe('shared anonymous memory', () => {
  it('keeps its content when its pages are given up', () => {
    const s = new Scene(['p']);
    s.map('p', s.base, 2, { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_FIXED'] });
    s.store('p', s.base, 5);
    s.fork('p', 'c');
    s.load('c', s.base);
    expect(s.advise('p', s.base, 2, 'MADV_DONTNEED')).toEqual(DONE);
    expect(s.present('p', s.base)).toBe(0);
    for (const process of ['p', 'c']) expect(s.load(process, s.base)).toEqual(loaded(5));
  });
});

describe('MAP_FIXED_NOREPLACE', () => {
  it('is refused over a range that is far larger than what is in the way', () => {
    const s = new Scene();
    s.map('p', s.base, 1, { flags: SHARED });
    const over = (page: number, pages: number) => s.map('p', page, pages, { flags: ['MAP_SHARED', 'MAP_FIXED_NOREPLACE'] });
    expect(over(s.base - 1000 * s.slot, 2000 * s.slot)).toEqual(refused('EEXIST'));
    expect(over(s.base - 1000, 1001)).toEqual(refused('EEXIST'));
    expect(over(s.base - 1000, 1000)).toEqual({ result: 'done', addr: s.hex(s.base - 1000) });
  });
});

describe('the bytes of one process', () => {
  it('are those of its own tables, neither those of others nor of the host', () => {
    const s = new Scene(['p', 'q', 'r']);
    const table = s.geometry.entriesPerTable * 8;
    for (const process of ['p', 'q']) {
      s.map(process, s.base, s.slot);
      s.store(process, s.base, 1);
    }
    s.map('p', s.base * 8, 2 * s.slot, { flags: ANON });
    for (const page of [0, s.slot]) s.store('p', s.base * 8 + page, 1);
    expect(['p', 'q', 'r'].map((process) => s.bytes(process))).toEqual([6 * table, 3 * table, table]);
    expect(s.bytes()).toBe(14 * table);
    for (const process of ['p', 'q', 'r']) expect(s.mm(process).tableBytes).toBe(s.bytes(process));
  });
});
