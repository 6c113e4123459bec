import { describe, expect, it } from 'vitest';
import { ACCERR, ADRERR, DONE, MAPERR, R, RW, expectSound, loaded, refused } from './scene.ts';
import { RegionScene } from './region-scene.ts';

/** p at 0 and q a unit above it, with four pages of memory at the start of the region. */
function shared(): RegionScene {
  const s = new RegionScene().region();
  s.create('p', 0, 4);
  s.attach('p', 0);
  s.attach('q', s.unit);
  return s;
}

describe('what a region holds', () => {
  it('is decided page by page: memory, files, holes', () => {
    const s = shared();
    s.create('p', 4, 1, { object: 'f', offset: 9 });
    s.create('p', 5, 1, { object: 'f', offset: 70 });
    s.create('p', 6, 1, { object: 'f', offset: 3, prot: R });
    expect(s.load('q', s.unit + 4)).toEqual(loaded(10));
    expect(s.load('q', s.unit + 5)).toEqual(ADRERR);
    expect(s.load('q', s.unit + 6)).toEqual(loaded(4));
    expect(s.store('q', s.unit + 6, 1)).toEqual(ACCERR);
    expect(s.load('q', s.unit + 7)).toEqual(MAPERR);
    expectSound(s);
  });

  it('goes for all CPUs of all sharers before UNMAP returns', () => {
    const s = shared();
    for (const cpu of [0, 1]) s.load('p', 1, cpu);
    for (const cpu of [0, 1]) s.load('q', s.unit + 1, cpu);
    for (const cpu of [0, 1]) s.load('q', s.unit + 2, cpu);
    expect(s.remove('p', 1, 1)).toEqual(DONE);
    const tlb = s.shot().tlb ?? [];
    const pages = tlb.flatMap(({ entries }) => entries.filter((_, i) => i % 4 === 1));
    expect(pages).toEqual([s.unit + 2, s.unit + 2]);
    for (const cpu of [0, 1]) expect(s.load('p', 1, cpu)).toEqual(MAPERR);
    for (const cpu of [0, 1]) expect(s.load('q', s.unit + 1, cpu)).toEqual(MAPERR);
    expect(s.load('q', s.unit + 2)).toEqual(loaded(0));
    expectSound(s);
  });

  it('takes the tables along that nothing is left in, which no CPU remembers', () => {
    const s = shared();
    for (const cpu of [0, 1]) s.load('p', 1, cpu);
    for (const cpu of [0, 1]) s.load('q', s.unit + 1, cpu);
    const walks = () => (s.shot().tlb ?? []).flatMap(({ walks: seen = [] }) => seen.filter((_, i) => i % 3 === 2));
    const leaf = s.table('p', 1, 1)?.id;
    expect(walks()).toEqual([leaf, leaf, leaf, leaf]);
    expect(s.remove('q', 0, 4)).toEqual(DONE);
    expect(walks()).toEqual([]);
    expect(s.table('p', 1, 1)).toBeUndefined();
    expect(s.table('p', 1, 3)).toBeDefined();
    expectSound(s);
  });

  it('is replaced as a whole by what is put in its place, and memory that nobody maps is freed', () => {
    const s = shared();
    s.store('p', 0, 5);
    s.store('p', 3, 6);
    const { framesAllocated: before, framesFreed: freed } = s.shot().counts ?? {};
    expect(before).toBe(2);
    expect(s.create('q', 0, 4, { object: 'f' })).toEqual(DONE);
    expect(s.shot().counts?.framesFreed).toBe((freed as number) + 2);
    expect(s.load('p', 0)).toEqual(loaded(1));
    expect(s.load('p', 3)).toEqual(loaded(4));
  });

  it('keeps memory of which a part is still there', () => {
    const s = shared();
    s.store('p', 0, 5);
    s.store('p', 3, 6);
    s.remove('p', 0, 3);
    expect(s.load('q', s.unit + 3)).toEqual(loaded(6));
  });

  it('may be a file that shrinks', () => {
    const s = shared();
    s.create('p', 8, 4, { object: 'f', offset: 60 });
    for (const cpu of [0, 1]) s.load('q', s.unit + 11, cpu);
    expect(s.resize('p', 62, 0, 'f')).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.load('q', s.unit + 11, cpu)).toEqual(ADRERR);
    expect(s.load('p', 9)).toEqual(loaded(62));
    expectSound(s);
  });

  it('comes in whole huge pages where it was asked for so', () => {
    const s = shared();
    const flags = ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS', 'MAP_HUGETLB'] as const;
    expect(s.create('p', 512, 1, { flags: [...flags] })).toEqual(DONE);
    expect(s.store('q', s.unit + 1023, 1)).toEqual(DONE);
    expect(s.load('q', s.unit + 1024)).toEqual(MAPERR);
    expect(s.create('p', 513, 1, { flags: [...flags] })).toEqual(refused('EINVAL'));
    expect(s.remove('p', 512, 1)).toEqual(refused('EINVAL'));
    expect(s.remove('p', 512, 512)).toEqual(DONE);
    expect(s.load('p', 512)).toEqual(MAPERR);
  });
});

describe('the end of a region', () => {
  it('comes with the process that made it: windows stay, and show nothing', () => {
    const s = shared();
    s.store('p', 0, 5);
    for (const cpu of [0, 1]) s.load('q', s.unit, cpu);
    s.call({ call: 'exit', process: 'p' });
    for (const cpu of [0, 1]) expect(s.load('q', s.unit, cpu)).toEqual(MAPERR);
    expect(s.attach('q', 2 * s.unit)).toEqual(refused('EINVAL'));
    expect(s.create('q', 0, 1)).toEqual(refused('EINVAL'));
    expect(s.shot().counts).toMatchObject({ framesAllocated: 1, framesFreed: 1 });
    expectSound(s);
    expect(s.detach('q', s.unit)).toEqual(DONE);
    expectSound(s);
  });

  it('does not come with exec of that process', () => {
    const s = shared();
    s.store('p', 0, 5);
    s.call({ call: 'exec', process: 'p' });
    expect(s.load('p', 0)).toEqual(MAPERR);
    expect(s.load('q', s.unit)).toEqual(loaded(5));
  });

  it('comes when it has neither name nor descriptor nor window, in whatever order they go', () => {
    const s = new RegionScene();
    const empty = s.state();
    s.region();
    s.create('p', 0, 4);
    s.attach('p', 0);
    s.store('p', 0, 5);
    expect(s.call({ call: 'unlink', process: 'q', file: 'r' })).toEqual(DONE);
    for (const process of ['p', 'q']) s.call({ call: 'close', process, fd: 'r' });
    expect(s.load('p', 0)).toEqual(loaded(5));
    expect(s.open('q', 'r')).toEqual(refused('ENOENT'));
    expect(s.detach('p', 0)).toEqual(DONE);
    expect(s.state()).toEqual(empty);
    const { counts } = s.shot();
    expect(counts?.tablesAllocated).toBe((counts?.tablesFreed as number) + 2);
    expect(counts?.framesAllocated).toBe(counts?.framesFreed);
  });

  it('leaves a window of a child, which inherits it and not the region', () => {
    const s = shared();
    s.store('p', 0, 5);
    s.call({ call: 'fork', process: 'p', child: 'c' });
    expect(s.load('c', 0)).toEqual(loaded(5));
    s.call({ call: 'exit', process: 'c' });
    expect(s.load('q', s.unit)).toEqual(loaded(5));
    expect(s.mm(null)?.host?.guests).toBe(2);
    expectSound(s);
  });

  it('of an unmounted filesystem comes at once, and not while a file of it is in use', () => {
    const s = shared();
    const umount = () => s.call({ call: 'umount', process: 'p' });
    expect(umount()).toEqual(refused('EBUSY'));
    s.detach('p', 0);
    s.detach('q', s.unit);
    expect(umount()).toEqual(refused('EBUSY'));
    for (const process of ['p', 'q']) s.call({ call: 'close', process, fd: 'r' });
    expect(umount()).toEqual(DONE);
    expect(s.mm(null)).toBeUndefined();
    expect(umount()).toEqual(refused('EINVAL'));
    s.mount();
    expect(s.open('p', 'r')).toEqual(refused('ENOENT'));
  });
});

describe('a descriptor of a region', () => {
  it('may go to another process, which then has it too', () => {
    const s = new RegionScene(['p', 'q', 'o']).region();
    s.create('p', 0, 4);
    expect(s.call({ call: 'pass-fd', process: 'p', fd: 'r', to: 'o', as: 'mine' })).toEqual(DONE);
    expect(s.attach('o', 0, { fd: 'mine', prot: RW })).toMatchObject({ result: 'done' });
    expect(s.store('o', 0, 1)).toEqual(DONE);
  });
});
