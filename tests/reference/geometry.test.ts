import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Geometry } from '../../schemas/generated/types.ts';
import { ANON, DONE, MAPERR, RW, R, SHARED, Scene, expectSound, loaded, refused } from './scene.ts';

const geometries: Geometry[] = [
  { pageSize: 4096, entriesPerTable: 4, levels: 2, cpus: 2 },
  { pageSize: 4096, entriesPerTable: 2, levels: 4, cpus: 3 },
  { pageSize: 16384, entriesPerTable: 2048, levels: 3, cpus: 1 },
  { pageSize: 65536, entriesPerTable: 8192, levels: 3, cpus: 1 },
  { pageSize: 4096, entriesPerTable: 512, levels: 5, cpus: 4 },
];

describe('geometry is data', () => {
  it.each(geometries)('%j', (geometry) => {
    const s = new Scene(['p', 'q'], geometry);
    const page = geometry.levels === 2 ? 0 : s.base;
    for (const process of ['p', 'q']) expect(s.map(process, page, s.slot).result).toBe('done');
    s.store('p', page + 1, 9);
    expect(s.load('q', page + 1)).toEqual(loaded(9));
    expect(s.leaf('q', page)?.id).toBe(s.leaf('p', page)?.id);
    s.protect('q', page, 2, R);
    expect(s.store('p', page + 1, 1).result).toBe('fault');
    for (const process of ['p', 'q']) expect(s.unmap(process, page, s.slot)).toEqual(DONE);
    expect(s.load('p', page)).toEqual(MAPERR);
    expectSound(s);
  });

  it('has one usable page with two tables of two entries', () => {
    const s = new Scene(['p'], { pageSize: 4096, entriesPerTable: 2, levels: 2, cpus: 1 });
    expect(s.map('p', 0, 1, { flags: ANON })).toEqual({ result: 'done', addr: '0x0' });
    expect(s.store('p', 0, 4)).toEqual(DONE);
    expect(s.load('p', 0)).toEqual(loaded(4));
    expect(s.map('p', 0, 2, { flags: ANON })).toEqual(refused('ENOMEM'));
    expectSound(s);
  });

  it('maps and protects 300 GiB at the cost of what is present', () => {
    const pages = 300 * 2 ** 18;
    const s = new Scene(['p', 'q'], undefined, pages);
    for (const process of ['p', 'q']) s.map(process, s.base, pages);
    s.store('p', s.base, 1);
    s.store('p', s.base + pages - 1, 2);
    expect(s.protect('q', s.base, pages, R)).toEqual(DONE);
    expect(s.shot().counts?.entriesWritten).toBe(2);
    expect(s.store('p', s.base + pages - 1, 2).result).toBe('fault');
    expect(s.load('q', s.base + pages - 1)).toEqual(loaded(2));
    for (const process of ['p', 'q']) s.unmap(process, s.base, pages);
    expectSound(s);
  });

  it('chooses free places from the top, and ones that can be shared where asked', () => {
    const s = new Scene();
    const call = { call: 'mmap', process: 'p', length: '0x200000', prot: RW, fd: 'f' } as const;
    const first = s.call({ ...call, flags: ['MAP_SHARED'] });
    expect(first).toEqual({ result: 'done', addr: '0x7fffffdff000' });
    expect(s.call({ ...call, flags: ['MAP_SHARED', 'MAP_SHARED_PT'] })).toEqual({ result: 'done', addr: '0x7fffffa00000' });
    expect(s.mm(null).host?.startPage).toBe(0x7fffffa00);
  });
});

const small: Geometry = { pageSize: 4096, entriesPerTable: 4, levels: 3, cpus: 2 };
const act = fc.tuple(fc.nat(9), fc.constantFrom('p', 'q'), fc.nat(26), fc.integer({ min: 1, max: 9 }), fc.nat(255));

function perform(s: Scene, [kind, process, page, pages, value]: [number, string, number, number, number]): unknown {
  s.cpu = value % 2;
  if (kind < 2) return s.map(process, 4 * (page % 6), 4 + 4 * (value % 2), { prot: value % 5 === 0 ? R : RW });
  if (kind === 2) return s.map(process, page, pages, { flags: [ANON, SHARED, ['MAP_PRIVATE', 'MAP_FIXED'] as const][value % 3] as never });
  if (kind === 3) return value % 2 ? s.unmap(process, page, pages) : s.unmap(process, 4 * (page % 6), 4);
  if (kind === 4) return s.protect(process, page, pages, [RW, R, []][value % 3] as never);
  if (kind === 5) return s.advise(process, page, pages, value % 2 ? 'MADV_DONTNEED' : 'MADV_REMOVE');
  if (kind === 6) return value % 4 ? s.remap(process, page, pages, 1 + (value % 7)) : s.truncate(process, value % 17, value);
  if (kind === 7) return value % 3 ? s.load(process, page) : s.exec(process);
  return kind === 8 ? s.load(process, page) : s.store(process, page, value);
}

describe('any sequence of calls', () => {
  it('keeps the tables sound, ends where it began, and repeats itself exactly', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const [one, two] = [new Scene(['p', 'q'], small), new Scene(['p', 'q'], small)];
        for (const each of acts) {
          expect(perform(one, each)).toEqual(perform(two, each));
          if (one.geometry === small) expectSound(one);
        }
        expect(one.shot()).toEqual(two.shot());
        for (const process of ['p', 'q']) one.exit(process);
        const { tables, mms, counts, caches } = one.shot();
        expect([tables, mms]).toEqual([[], []]);
        const cached = (caches ?? []).reduce((sum, cache) => sum + cache.pages.length / 2, 0);
        expect((counts?.framesAllocated as number) - (counts?.framesFreed as number)).toBe(cached);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('shows unchanged parts as the same objects', () => {
    const s = new Scene();
    s.map('p', s.base, s.slot);
    s.load('p', s.base);
    const first = s.shot();
    s.load('p', s.base);
    const second = s.shot();
    s.load('p', s.base);
    expect(second.tables).toBe(first.tables);
    expect(second.mms).toBe(first.mms);
    expect(s.shot()).toBe(second);
    s.store('p', s.base + 1, 1);
    expect(s.shot().tables[0]).toBe(first.tables[0]);
    expect(s.shot().mms).toBe(first.mms);
  });
});
