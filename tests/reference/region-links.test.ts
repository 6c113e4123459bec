import { describe, expect, it } from 'vitest';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Geometry } from '../../schemas/generated/types.ts';
import { ACCERR, DONE, MAPERR, R, expectSound, loaded } from './scene.ts';
import { RegionScene } from './region-scene.ts';

const FIVE = { ...DEFAULT_GEOMETRY, levels: 5 };
const SMALL: Geometry = { pageSize: 4096, entriesPerTable: 8, levels: 3, cpus: 2 };

describe('links of whole P4D entries', () => {
  it.each([
    ['four levels', DEFAULT_GEOMETRY, 4],
    ['five levels', FIVE, 4],
    ['three small levels', SMALL, 3],
  ] as const)('leave guests tables of their own above the unit, and the same ones below: %s', (_name, geometry, unitLevel) => {
    const s = new RegionScene(['p', 'q'], geometry).region();
    const base = s.geometry.levels > 4 ? s.unit * 3 : s.unit;
    expect(s.create('p', 1, 4)).toEqual(DONE);
    expect(s.attach('p', 0)).toMatchObject({ result: 'done' });
    expect(s.attach('q', base)).toMatchObject({ result: 'done' });
    expect(s.store('p', 2, 7)).toEqual(DONE);
    expect(s.load('q', base + 2)).toEqual(loaded(7));
    const [mine, theirs] = [s.table('p', 2, unitLevel - 1), s.table('q', base + 2, unitLevel - 1)];
    expect(mine?.id).toBe(theirs?.id);
    expect(mine?.id).toBe(s.table(null, s.mm(null)?.host?.startPage ?? 0, unitLevel - 1)?.id);
    expect(mine?.refs).toBe(3);
    expect(s.table('p', 2, unitLevel)?.id).not.toBe(s.table('q', base + 2, unitLevel)?.id);
    expect(s.mm('q')?.tableBytes).toBe((geometry.levels - unitLevel + 1) * geometry.entriesPerTable * 8);
    expectSound(s);
  });

  it('cost the second sharer one fault for a whole unit, and no entry of a leaf', () => {
    const s = new RegionScene().region();
    s.create('p', 0, 8);
    s.attach('p', 0);
    s.attach('q', s.unit);
    for (let page = 0; page < 8; page++) s.store('p', page, page);
    expect(s.load('q', s.unit)).toEqual(loaded(0));
    expect(s.body.step({ call: 'present', process: 'q', addr: s.hex(s.unit + 7) })).toEqual(loaded(1));
    expect(s.load('q', s.unit + 7)).toEqual(loaded(7));
    expect(s.shot().counts?.entriesWritten).toBe(0);
  });

  it('of two units are made one by one', () => {
    const s = new RegionScene().region(2);
    s.create('p', s.unit - 1, 2);
    s.attach('p', 0, { pages: 2 * s.unit });
    s.store('p', s.unit - 1, 1);
    expect(s.table('p', s.unit, 3)).toBeUndefined();
    s.store('p', s.unit, 2);
    expect(s.table('p', s.unit, 3)?.refs).toBe(2);
    expect(s.detach('p', 0, 2 * s.unit)).toEqual(DONE);
    expectSound(s);
  });

  it('keep a table that a guest leads to when the region is emptied, and use it again', () => {
    const s = new RegionScene().region();
    s.create('p', 0, 2);
    s.attach('p', 0);
    s.store('p', 0, 1);
    const before = s.table('p', 0, 3)?.id;
    expect(s.remove('p', 0, 2)).toEqual(DONE);
    expect(s.table('p', 0, 3)).toMatchObject({ id: before, entries: [] });
    expectSound(s);
    s.create('p', 0, 2, { prot: R });
    expect(s.load('p', 0)).toEqual(loaded(0));
    expect(s.store('p', 0, 1)).toEqual(ACCERR);
    expect(s.table('p', 0, 3)?.id).toBe(before);
    expectSound(s);
  });

  it('are cut by the guest that leaves, and stay for the others', () => {
    const s = new RegionScene().region();
    s.create('p', 0, 2);
    for (const process of ['p', 'q']) s.attach(process, 0);
    s.store('p', 0, 3);
    s.load('q', 0);
    s.load('q', 0, 1);
    expect(s.detach('q', 0)).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.load('q', 0, cpu)).toEqual(MAPERR);
    expect(s.load('p', 0)).toEqual(loaded(3));
    expect(s.table('p', 0, 3)?.refs).toBe(2);
    expectSound(s);
  });
});
