import { describe, expect, it } from 'vitest';
import { ADRERR, ANON, DONE, MAPERR, PRIVATE, R, SHARED, Scene, expectSound, loaded, refused } from './scene.ts';

describe('data', () => {
  it('copies private pages on write and only then', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, 4, { flags: PRIVATE });
    expect(s.load('p', s.base + 2)).toEqual(loaded(3));
    s.store('p', s.base + 2, 50);
    expect(s.load('p', s.base + 2)).toEqual(loaded(50));
    expect(s.load('q', s.base + 2)).toEqual(loaded(3));
    expect(s.load('p', s.base + 2, 1)).toEqual(loaded(3));
  });

  it('parts private pages at fork, on both sides and every CPU', () => {
    const s = new Scene(['p']);
    s.map('p', s.base, 4, { flags: ANON });
    s.store('p', s.base, 1, 1);
    s.fork('p', 'c');
    s.store('p', s.base, 2, 1);
    expect(s.load('c', s.base)).toEqual(loaded(1));
    s.store('c', s.base, 3);
    s.fork('c', 'd');
    s.store('c', s.base, 4);
    expect([s.load('p', s.base), s.load('c', s.base), s.load('d', s.base)]).toEqual([loaded(2), loaded(4), loaded(3)]);
    for (const process of ['p', 'c', 'd']) s.exit(process);
    const { counts } = s.shot();
    expect(counts?.framesAllocated).toBe(counts?.framesFreed);
  });

  it('shares shared anonymous memory through fork', () => {
    const s = new Scene(['p']);
    s.map('p', s.base, 4, { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_FIXED'] });
    s.store('p', s.base, 1);
    s.fork('p', 'c');
    s.store('c', s.base, 9);
    expect(s.load('p', s.base)).toEqual(loaded(9));
    s.unmap('p', s.base, 4);
    expect(s.load('c', s.base)).toEqual(loaded(9));
    s.exit('c');
    expect(s.shot().counts?.framesFreed).toBe(s.shot().counts?.framesAllocated);
  });

  it('keeps the data of a region through MADV_DONTNEED, and drops private ones', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    for (const process of ['p', 'q']) s.store(process, s.base, 7);
    expect(s.advise('p', s.base, 1, 'MADV_DONTNEED')).toEqual(DONE);
    expect(s.present('q', s.base)).toBe(0);
    expect(s.load('q', s.base)).toEqual(loaded(7));
    s.map('p', s.base - 8, 4, { flags: PRIVATE });
    s.store('p', s.base - 8, 9);
    s.advise('p', s.base - 8, 1, 'MADV_DONTNEED');
    expect(s.load('p', s.base - 8)).toEqual(loaded(7));
    expectSound(s);
  });

  it('clears for everybody with MADV_REMOVE', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    s.store('p', s.base + 1, 7);
    s.load('q', s.base + 1);
    s.load('q', s.base + 2);
    expect(s.advise('p', s.base + 1, 1, 'MADV_REMOVE')).toEqual(DONE);
    expect(s.load('q', s.base + 1)).toEqual(loaded(0));
    expect(s.load('q', s.base + 2)).toEqual(loaded(3));
    s.map('p', s.base - 8, 4, { flags: ANON });
    expect(s.advise('p', s.base - 8, 1, 'MADV_REMOVE')).toEqual(refused('EINVAL'));
    s.open('p', 'f', ['O_RDONLY'], 'ro');
    s.map('p', s.base - 16, 4, { flags: SHARED, prot: R, fd: 'ro' });
    expect(s.advise('p', s.base - 16, 1, 'MADV_REMOVE')).toEqual(refused('EACCES'));
    expect(s.advise('p', s.base - 16, 5, 'MADV_REMOVE')).toEqual(refused('ENOMEM'));
  });

  it('truncates for everybody, and grows again with zeros', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    s.map('p', s.base - 8, 4, { flags: PRIVATE });
    for (const page of [0, 1, 2, 3]) s.load('q', s.base + page, 0, 1);
    s.store('p', s.base - 6, 9);
    s.truncate('p', 1, 16);
    expect(s.load('q', s.base + 1, 15, 1)).toEqual(loaded(2));
    expect(s.load('q', s.base + 1, 16, 1)).toEqual(loaded(0));
    expect(s.load('q', s.base + 2, 0, 1)).toEqual(ADRERR);
    expect(s.load('p', s.base - 6)).toEqual(ADRERR);
    s.truncate('q', 4);
    for (const [page, value] of [
      [0, 1],
      [2, 0],
      [3, 0],
    ] as const)
      expect(s.load('q', s.base + page)).toEqual(loaded(value));
    expectSound(s);
  });

  it('moves ordinary mappings with their pages', () => {
    const s = new Scene();
    const to = s.base + 5 * s.slot + 3;
    s.map('p', s.base, 4, { flags: ANON });
    s.store('p', s.base + 1, 5);
    expect(s.remap('p', s.base, 4, 6, to)).toEqual({ result: 'done', addr: s.hex(to) });
    expect(s.load('p', to + 1)).toEqual(loaded(5));
    expect(s.load('p', to + 5)).toEqual(loaded(0));
    expect(s.load('p', s.base + 1)).toEqual(MAPERR);
    expect(s.remap('p', to, 6, 2)).toEqual({ result: 'done', addr: s.hex(to) });
    expect(s.load('p', to + 2)).toEqual(MAPERR);
    expect(s.remap('p', to, 2, 8)).toEqual({ result: 'done', addr: s.hex(to) });
    expect(s.load('p', to + 1)).toEqual(loaded(5));
    expect(s.remap('p', to + 7, 2, 3)).toEqual(refused('EFAULT'));
    expect(s.remap('p', to, 2, 4, to + 1)).toEqual(refused('EINVAL'));
    expectSound(s);
  });
});
