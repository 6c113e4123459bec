import { describe, expect, it } from 'vitest';
import { ANON, DONE, MAPERR, SHARED, Scene, expectSound, loaded, refused } from './scene.ts';

type Way = 'munmap' | 'exit' | 'exec';

/** Every order of three leavers, and every way to leave. */
function orders(): [string[], Way][] {
  const all: string[][] = [];
  for (const a of ['p', 'q', 'c'])
    for (const b of ['p', 'q', 'c']) for (const c of ['p', 'q', 'c']) if (new Set([a, b, c]).size === 3) all.push([a, b, c]);
  return all.flatMap((order) => (['munmap', 'exit', 'exec'] as const).map((way): [string[], Way] => [order, way]));
}

function leave(s: Scene, process: string, way: Way): void {
  if (way === 'munmap') expect(s.unmap(process, s.base, s.slot)).toEqual(DONE);
  else expect(way === 'exit' ? s.exit(process) : s.exec(process)).toEqual(DONE);
}

describe('teardown', () => {
  it.each(orders())('frees everything when %j leave by %s', (order, way) => {
    const s = new Scene(['p', 'q']);
    const baseline = s.shot().tables.length;
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    for (const process of ['p', 'q']) s.store(process, s.base, 6);
    s.fork('q', 'c');
    s.load('c', s.base);
    for (const [i, process] of order.entries()) {
      leave(s, process, way);
      for (const rest of order.slice(i + 1)) expect(s.load(rest, s.base, 0, i % 2)).toEqual(loaded(6));
      if (way !== 'exit') expect(s.load(process, s.base)).toEqual(MAPERR);
      expectSound(s);
    }
    expect(s.shot().mms.some((mm) => mm.host !== null)).toBe(false);
    if (way !== 'exit') expect(s.shot().tables.length).toBe(baseline + 1);
    else expect(s.shot().tables).toEqual([]);
    const pages = s.shot().caches?.[0]?.pages;
    expect(pages?.length).toBe(2);
  });

  it('refuses to unmap a part, and takes a wider range', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, 2 * s.slot);
    s.map('p', s.base - 4, 4, { flags: ANON });
    s.store('p', s.base, 1);
    const before = s.shot();
    expect(s.unmap('p', s.base, s.slot)).toEqual(refused('EINVAL'));
    expect(s.unmap('p', s.base + s.slot, s.slot)).toEqual(refused('EINVAL'));
    expect(s.unmap('p', s.base - 4, s.slot + 4)).toEqual(refused('EINVAL'));
    expect(s.map('p', s.base, s.slot, { flags: ANON })).toEqual(refused('EINVAL'));
    expect(s.remap('p', s.base, 2 * s.slot, s.slot)).toEqual(refused('EINVAL'));
    expect({ ...s.shot(), counts: 0 }).toEqual({ ...before, counts: 0 });
    expect(s.unmap('p', s.base - 4, 2 * s.slot + 4)).toEqual(DONE);
    expect(s.load('p', s.base - 1)).toEqual(MAPERR);
    expect(s.load('q', s.base)).toEqual(loaded(1));
    expectSound(s);
  });

  it('lets MAP_FIXED replace the whole: detached, then mapped', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    for (const process of ['p', 'q']) s.store(process, s.base, 1);
    s.map('p', s.base, s.slot, { flags: ANON });
    expect(s.load('p', s.base)).toEqual(loaded(0));
    expect(s.load('q', s.base)).toEqual(loaded(1));
    s.map('q', s.base, s.slot);
    expect(s.mm(null).host?.guests).toBe(1);
    expectSound(s);
  });

  it('returns to the bytes of before', () => {
    const s = new Scene();
    const before = s.bytes();
    for (const process of ['p', 'q']) s.map(process, s.base, 3 * s.slot);
    for (const process of ['p', 'q']) for (const page of [0, s.slot, 2 * s.slot]) s.load(process, s.base + page);
    s.map('q', s.base + 8 * s.slot, 8, { flags: SHARED });
    s.load('q', s.base + 8 * s.slot);
    for (const process of ['p', 'q']) s.unmap(process, s.base - s.slot, 20 * s.slot);
    expect(s.bytes()).toBe(before);
    expectSound(s);
  });
});
