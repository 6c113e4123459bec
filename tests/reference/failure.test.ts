import { describe, expect, it } from 'vitest';
import type { AllocationKind } from '../../reference/index.ts';
import { ANON, DONE, PRIVATE, SHARED, Scene, expectSound, loaded, refused } from './scene.ts';

const NO_MEMORY = { result: 'fault', signal: 'SIGBUS' };

/** Lets so many allocations succeed and counts how often it was asked. */
function meter(limit: number): { asked: number; allow: (kind: AllocationKind) => boolean } {
  const state = { asked: 0, allow: () => state.asked++ < limit };
  return state;
}

/** Runs the act with 0, 1, 2, … allocations allowed until it succeeds; each failure must leave no trace. */
function exhaust(prepare: (s: Scene) => void, act: (s: Scene) => unknown, failure: unknown): number {
  for (let limit = 0; ; limit++) {
    const s = new Scene();
    prepare(s);
    const before = s.shot();
    const copy = structuredClone(before);
    const gauge = meter(limit);
    s.body.allowAllocation = gauge.allow;
    const outcome = act(s);
    if (gauge.asked <= limit) {
      expectSound(s);
      return limit;
    }
    expect(outcome).toEqual(failure);
    const after = s.shot();
    expect({ ...after, counts: { ...after.counts, entriesWritten: 0 }, tlb: [] }).toEqual({
      ...copy,
      counts: { ...copy.counts, entriesWritten: 0 },
      tlb: [],
    });
  }
}

describe('no memory', () => {
  it('refuses the host of a new region', () => {
    expect(
      exhaust(
        () => undefined,
        (s) => s.map('p', s.base, s.slot),
        refused('ENOMEM'),
      ),
    ).toBe(1);
  });

  it('fails the first fault of a region: three tables of the host, two of the guest, one frame', () => {
    expect(
      exhaust(
        (s) => s.map('p', s.base, s.slot),
        (s) => s.load('p', s.base),
        NO_MEMORY,
      ),
    ).toBe(6);
  });

  it('fails a private copy', () => {
    const prepare = (s: Scene) => [s.map('p', s.base, 4, { flags: PRIVATE }), s.load('p', s.base)];
    expect(exhaust(prepare, (s) => s.store('p', s.base, 3), NO_MEMORY)).toBe(1);
  });

  it('fails fork and leaves the parent writable', () => {
    const prepare = (s: Scene) => {
      for (const page of [s.base, s.base + 5 * s.slot, s.base * 8]) {
        s.map('p', page, 4, { flags: ANON });
        s.store('p', page + 1, 1);
      }
      s.map('p', s.base + s.slot, s.slot);
      s.load('p', s.base + s.slot);
    };
    const needed = exhaust(prepare, (s) => s.fork('p', 'c'), refused('ENOMEM'));
    const s = new Scene();
    prepare(s);
    const before = s.shot().counts?.tablesAllocated as number;
    s.fork('p', 'c');
    expect((s.shot().counts?.tablesAllocated as number) - before).toBe(needed);
  });

  it('fails a move', () => {
    const prepare = (s: Scene) => [s.map('p', s.base, 4, { flags: ANON }), s.store('p', s.base, 3)];
    expect(exhaust(prepare, (s) => s.remap('p', s.base, 4, 4, s.base * 8), refused('ENOMEM'))).toBe(2);
  });

  it('fails exec', () => {
    expect(
      exhaust(
        () => undefined,
        (s) => s.exec('p'),
        refused('ENOMEM'),
      ),
    ).toBe(1);
  });
});

describe('a failed call', () => {
  const failures: [string, (s: Scene) => unknown, string][] = [
    ['mmap of length 0', (s) => s.map('p', s.base, 0), 'EINVAL'],
    [
      'mmap at an unaligned offset',
      (s) => s.call({ call: 'mmap', process: 'p', length: '0x1000', prot: [], flags: ['MAP_SHARED'], fd: 'f', offset: '0x10' }),
      'EINVAL',
    ],
    ['mmap beyond user space', (s) => s.map('p', 2 ** 35 - 1, 1), 'ENOMEM'],
    ['mmap of an unknown descriptor', (s) => s.map('p', s.base, 1, { fd: 'x' }), 'EBADF'],
    ['mmap over something with NOREPLACE', (s) => s.map('p', s.base, 1, { flags: ['MAP_SHARED', 'MAP_FIXED_NOREPLACE'] }), 'EEXIST'],
    ['munmap of length 0', (s) => s.unmap('p', s.base, 0), 'EINVAL'],
    ['ftruncate of a read-only descriptor', (s) => s.call({ call: 'ftruncate', process: 'p', fd: 'ro', size: '0x0' }), 'EINVAL'],
    ['close of an unknown descriptor', (s) => s.call({ call: 'close', process: 'p', fd: 'x' }), 'EBADF'],
    ['MADV_DONTNEED over a hole', (s) => s.advise('p', s.base, 9, 'MADV_DONTNEED'), 'ENOMEM'],
  ];
  it.each(failures)('%s leaves the same snapshot', (_name, act, errno) => {
    const s = new Scene();
    s.open('p', 'f', ['O_RDONLY'], 'ro');
    s.map('p', s.base, 4, { flags: SHARED });
    const before = s.shot();
    expect(act(s)).toEqual(refused(errno));
    expect(s.shot()).toBe(before);
  });

  it('is needed for opening modes as well', () => {
    const s = new Scene();
    s.open('p', 'f', ['O_WRONLY'], 'wo');
    s.open('p', 'f', ['O_RDONLY'], 'ro');
    expect(s.map('p', s.base, 1, { fd: 'wo' })).toEqual(refused('EACCES'));
    expect(s.map('p', s.base, 1, { fd: 'ro' })).toEqual(refused('EACCES'));
    expect(s.call({ call: 'close', process: 'p', fd: 'f' })).toEqual(DONE);
  });

  it('never happens to a mapping whose descriptor is closed', () => {
    const s = new Scene();
    s.map('p', s.base, s.slot);
    s.call({ call: 'close', process: 'p', fd: 'f' });
    expect(s.load('p', s.base)).toEqual(loaded(1));
  });
});
