import { describe, expect, it } from 'vitest';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Geometry, Outcome } from '../../schemas/generated/types.ts';
import { ACCERR, DONE, MAPERR, R, RW, expectSound, loaded, refused } from './scene.ts';
import { RegionScene } from './region-scene.ts';

const FIVE: Geometry = { ...DEFAULT_GEOMETRY, levels: 5 };

/** p made the file r, and q opened it. */
function scene(geometry = DEFAULT_GEOMETRY): RegionScene {
  const s = new RegionScene(['p', 'q'], geometry, 'msharefs');
  s.mount();
  s.open('p', 'r', ['O_RDWR', 'O_CREAT', 'O_EXCL']);
  s.open('q', 'r');
  return s;
}

function info(s: RegionScene, length = '0x10'): Outcome {
  return s.call({ call: 'read', process: 'q', fd: 'r', length });
}

function protect(s: RegionScene, process: string, page: number, prot = R): Outcome {
  return s.call({ call: 'mprotect', process, addr: s.hex(page), length: '0x1000', prot });
}

describe('the first mapping of a file of msharefs', () => {
  it('fixes where the region is and how large, which read then tells again and again', () => {
    const s = scene();
    expect(info(s)).toEqual({ result: 'done', data: '00'.repeat(16) });
    expect(s.attach('p', s.unit + 1)).toEqual(refused('EINVAL'));
    expect(s.attach('p', s.unit, { pages: 1 })).toEqual(refused('EINVAL'));
    expect(s.attach('p', 2 * s.unit)).toMatchObject({ result: 'done' });
    for (let i = 0; i < 2; i++) expect(info(s)).toEqual({ result: 'done', data: '00000000000100000000000080000000' });
    expect(info(s, '0x8')).toEqual({ result: 'done', data: '0000000000010000' });
    expect(info(s, '0x0')).toEqual(refused('EFAULT'));
  });

  it('is the only place for the others', () => {
    const s = scene();
    s.attach('p', 2 * s.unit);
    expect(s.attach('q', s.unit)).toEqual(refused('EINVAL'));
    expect(s.attach('q', 2 * s.unit, { pages: 2 * s.unit })).toEqual(refused('EINVAL'));
    expect(s.attach('q', 2 * s.unit, { flags: ['MAP_PRIVATE', 'MAP_FIXED'] })).toEqual(refused('EINVAL'));
    expect(s.attach('q', 2 * s.unit)).toMatchObject({ result: 'done' });
    s.store('p', 2 * s.unit + 5, 3);
    expect(s.load('q', 2 * s.unit + 5)).toEqual(loaded(3));
    expect(s.load('q', 2 * s.unit + 6)).toEqual(loaded(0));
    expect(s.table('p', 2 * s.unit, 3)?.refs).toBe(3);
    expectSound(s);
  });

  it('is of whole PGD entries, and the root tables have them in common, with five levels too', () => {
    const s = scene(FIVE);
    expect(s.attach('p', s.unit / 512)).toEqual(refused('EINVAL'));
    expect(s.attach('p', s.unit)).toMatchObject({ result: 'done' });
    s.attach('q', s.unit);
    s.store('q', s.unit, 4);
    expect(s.load('p', s.unit)).toEqual(loaded(4));
    expect(s.table('p', s.unit, 4)?.id).toBe(s.table('q', s.unit, 4)?.id);
    expect(s.mm('p')?.tableBytes).toBe(4096);
    s.open('p', 'mshare_info', ['O_RDONLY']);
    const text = s.call({ call: 'read', process: 'p', fd: 'mshare_info', length: '0x20' });
    expect(text).toEqual({ result: 'done', data: Buffer.from('281474976710656\n').toString('hex') });
    expectSound(s);
  });
});

describe('mprotect of a window', () => {
  it('is one call for all sharers and CPUs, and no fault undoes it', () => {
    const s = scene();
    for (const process of ['p', 'q']) s.attach(process, s.unit);
    for (const cpu of [0, 1]) s.store('q', s.unit + 1, 1, cpu);
    expect(protect(s, 'p', s.unit + 1)).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.store('q', s.unit + 1, 2, cpu)).toEqual(ACCERR);
    expect(s.store('q', s.unit + 2, 2)).toEqual(DONE);
    expect(s.store('q', s.unit + 1, 2)).toEqual(ACCERR);
    expect(protect(s, 'q', s.unit + 1, RW)).toEqual(DONE);
    expect(s.store('p', s.unit + 1, 2)).toEqual(DONE);
  });
});

describe('a region of msharefs', () => {
  it('outlives who made it, and its last window while it has a name', () => {
    const s = scene();
    s.attach('p', s.unit);
    s.store('p', s.unit, 8);
    s.call({ call: 'exit', process: 'p' });
    s.call({ call: 'close', process: 'q', fd: 'r' });
    s.open('q', 'r');
    expect(s.attach('q', s.unit)).toMatchObject({ result: 'done' });
    expect(s.load('q', s.unit)).toEqual(loaded(8));
    expect(s.detach('q', s.unit, s.unit / 2)).toEqual(refused('EINVAL'));
    expectSound(s);
  });

  it('goes with the last window when its name is gone, whoever took the name', () => {
    const s = scene();
    s.attach('p', s.unit);
    s.attach('q', s.unit);
    s.store('p', s.unit, 8);
    expect(s.call({ call: 'unlink', process: 'q', file: 'r' })).toEqual(DONE);
    expect(s.load('q', s.unit)).toEqual(loaded(8));
    for (const process of ['p', 'q']) s.call({ call: 'close', process, fd: 'r' });
    s.detach('q', s.unit);
    expect(s.load('q', s.unit)).toEqual(MAPERR);
    expect(s.load('p', s.unit)).toEqual(loaded(8));
    s.detach('p', s.unit);
    expect(s.shot().mms.length).toBe(2);
    expect(s.shot().counts).toMatchObject({ framesAllocated: 1, framesFreed: 1 });
    expectSound(s);
  });

  it('has no ioctls and no size of a file', () => {
    const s = scene();
    s.attach('p', s.unit);
    expect(s.ioctl('p', { fd: 'r', request: 'unknown' })).toEqual(refused('ENOTTY'));
    expect(s.call({ call: 'fstat', process: 'p', fd: 'r' })).toEqual({ result: 'done', size: '0x0' });
  });
});
