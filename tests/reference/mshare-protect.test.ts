import { describe, expect, it } from 'vitest';
import type { CallOf } from '../../schemas/contract.ts';
import type { MapFlags, Outcome } from '../../schemas/generated/types.ts';
import { ACCERR, ADRERR, DONE, MAPERR, R, RW, expectSound, loaded, refused } from './scene.ts';
import { RegionScene } from './region-scene.ts';

const ANON: MapFlags = ['MAP_SHARED', 'MAP_ANONYMOUS'];

/** A region of two units that p owns and q and o got descriptors of; memory in its first four pages; p at 0, q two units above. */
class Calls extends RegionScene {
  constructor() {
    super(['p', 'q', 'o'], undefined, 'mshare-protect');
    this.call({ call: 'mshare_create', process: 'p', flags: ['O_CLOEXEC'], as: 'r' });
    this.resize('p', 2 * this.unit);
    for (const to of ['q', 'o']) this.call({ call: 'pass-fd', process: 'p', fd: 'r', to, as: 'r' });
    for (const process of ['p', 'q']) this.open(process, 'f');
    this.put('p', 0, 4);
    this.join('p', 0);
    this.join('q', 2 * this.unit);
  }

  put(process: string, page: number, pages: number, object?: string, flags?: MapFlags): Outcome {
    const map = { call: 'mshare_map' as const, process, fd: 'r', offset: this.hex(page), size: this.hex(pages), prot: RW };
    if (object === undefined) return this.call({ ...map, flags: flags ?? ANON });
    return this.call({ ...map, flags: flags ?? ['MAP_SHARED'], object, objectOffset: this.hex(60) });
  }

  join(process: string, at: number | undefined, offset = 0, pages = 2 * this.unit, flags: MapFlags = ['MAP_FIXED']): Outcome {
    const part = { call: 'mshare_attach' as const, process, fd: 'r', offset: this.hex(offset), size: this.hex(pages) };
    return this.call(at === undefined ? { ...part, flags: [] } : { ...part, addr: this.hex(at), flags });
  }

  leave(process: string, page: number, pages = 2 * this.unit): Outcome {
    return this.call({ call: 'mshare_detach', process, addr: this.hex(page), size: this.hex(pages) });
  }

  protect(process: string, page: number, pages: number, prot = R): Outcome {
    return this.call({ call: 'mshare_protect', process, fd: 'r', offset: this.hex(page), size: this.hex(pages), prot });
  }

  advise(process: string, page: number, pages: number, advice: CallOf<'mshare_advise'>['advice']): Outcome {
    return this.call({ call: 'mshare_advise', process, fd: 'r', offset: this.hex(page), size: this.hex(pages), advice });
  }

  take(process: string, page: number, pages: number): Outcome {
    return this.call({ call: 'mshare_unmap', process, fd: 'r', offset: this.hex(page), size: this.hex(pages) });
  }
}

describe('mshare_protect', () => {
  it('holds for all sharers on all CPUs, until the next one', () => {
    const s = new Calls();
    for (const cpu of [0, 1]) for (const page of [1, 2 * s.unit + 1, 2 * s.unit + 2]) s.store(page < 4 ? 'p' : 'q', page, 1, cpu);
    expect(s.protect('p', 1, 1)).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.store('q', 2 * s.unit + 1, 2, cpu)).toEqual(ACCERR);
    for (const cpu of [0, 1]) expect(s.store('p', 1, 2, cpu)).toEqual(ACCERR);
    expect(s.store('q', 2 * s.unit + 2, 2)).toEqual(DONE);
    expect(s.load('q', 2 * s.unit + 1)).toEqual(loaded(1));
    expect(s.store('p', 1, 2)).toEqual(ACCERR);
    expect(s.protect('q', 1, 1, RW)).toEqual(DONE);
    expect(s.store('p', 1, 2)).toEqual(DONE);
    expectSound(s);
  });

  it('changes all of a range or nothing', () => {
    const s = new Calls();
    expect(s.protect('p', 3, 2)).toEqual(refused('ENOMEM'));
    expect(s.store('p', 3, 1)).toEqual(DONE);
    expect(s.protect('p', 0, 0)).toEqual(refused('EINVAL'));
    expect(s.protect('p', 2 * s.unit, 1)).toEqual(refused('EINVAL'));
    s.open('p', 'f', ['O_RDONLY'], 'ro');
    const map = { call: 'mshare_map' as const, process: 'p', fd: 'r', offset: s.hex(8), size: '0x1000', prot: R, object: 'ro' };
    expect(s.call({ ...map, flags: ['MAP_SHARED'] })).toEqual(DONE);
    expect(s.protect('q', 8, 1, RW)).toEqual(refused('EACCES'));
    expect(s.protect('q', 8, 1, [])).toEqual(DONE);
    expect(s.load('p', 8)).toEqual(ACCERR);
  });
});

describe('windows on parts of a region', () => {
  it('show the part, where they are', () => {
    const s = new Calls();
    s.put('p', s.unit, 2);
    expect(s.join('o', 5 * s.unit, s.unit, s.unit)).toEqual({ result: 'done', addr: s.hex(5 * s.unit) });
    s.store('p', s.unit + 1, 6);
    for (const cpu of [0, 1]) expect(s.load('o', 5 * s.unit + 1, cpu)).toEqual(loaded(6));
    expect(s.take('q', s.unit + 1, 1)).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.load('o', 5 * s.unit + 1, cpu)).toEqual(MAPERR);
    expect(s.load('o', 5 * s.unit)).toEqual(loaded(0));
    expectSound(s);
    expect(s.leave('o', 5 * s.unit, s.unit)).toEqual(DONE);
    expect(s.load('o', 5 * s.unit)).toEqual(MAPERR);
    expectSound(s);
  });

  it('go as a whole, and are no ordinary mappings', () => {
    const s = new Calls();
    expect(s.leave('p', 0, s.unit)).toEqual(refused('EINVAL'));
    expect(s.leave('p', s.unit, s.unit)).toEqual(refused('EINVAL'));
    expect(s.leave('o', 0)).toEqual(refused('EINVAL'));
    expect(s.call({ call: 'mprotect', process: 'p', addr: '0x0', length: '0x1000', prot: R })).toEqual(refused('EINVAL'));
    expect(s.attach('o', 0)).toEqual(refused('ENODEV'));
    expect(s.join('p', 0, 0, 2 * s.unit, ['MAP_FIXED_NOREPLACE'])).toEqual(refused('EEXIST'));
    for (const [at, offset, pages] of [
      [1, 0, s.unit],
      [0, 1, s.unit],
      [0, 0, 1],
      [0, 0, 0],
      [0, s.unit, 2 * s.unit],
    ] as const)
      expect(s.join('o', at, offset, pages)).toEqual(refused('EINVAL'));
    expect(s.join('o', undefined)).toEqual({ result: 'done', addr: s.hex(253 * s.unit) });
  });
});

describe('what is in the region', () => {
  it('follows advice', () => {
    const s = new Calls();
    s.put('p', 4, 4, 'f');
    s.store('p', 0, 9);
    for (const cpu of [0, 1]) s.store('q', 2 * s.unit + 4, 9, cpu);
    expect(s.advise('p', 0, 8, 'MADV_DONTNEED')).toEqual(DONE);
    expect(s.load('q', 2 * s.unit)).toEqual(loaded(9));
    expect(s.advise('q', 4, 2, 'MADV_REMOVE')).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.load('q', 2 * s.unit + 4, cpu)).toEqual(loaded(0));
    expect(s.load('p', 6)).toEqual(loaded(63));
    expect(s.advise('q', 0, 2, 'MADV_REMOVE')).toEqual(refused('EINVAL'));
    expect(s.advise('q', 6, 4, 'MADV_DONTNEED')).toEqual(refused('ENOMEM'));
    expect(s.put('q', 8, 1, 'f', ['MAP_PRIVATE'])).toEqual(refused('EINVAL'));
    expect(s.put('q', 0, 1, 'f', ['MAP_SHARED', 'MAP_FIXED_NOREPLACE'])).toEqual(refused('EEXIST'));
  });

  it.each([
    ['exits', (s: Calls) => s.call({ call: 'exit', process: 'p' })],
    ['closes its descriptor', (s: Calls) => s.call({ call: 'close', process: 'p', fd: 'r' })],
    ['executes a program, with a descriptor that does not survive it', (s: Calls) => s.call({ call: 'exec', process: 'p' })],
  ] as const)('goes when its owner %s', (_what, act) => {
    const s = new Calls();
    s.store('p', 0, 1);
    for (const cpu of [0, 1]) s.load('q', 2 * s.unit, cpu);
    act(s);
    for (const cpu of [0, 1]) expect(s.load('q', 2 * s.unit, cpu)).toEqual(MAPERR);
    expect(s.put('q', 0, 1)).toEqual(refused('EINVAL'));
    expect(s.join('o', 0)).toEqual(refused('EINVAL'));
    expect(s.shot().counts).toMatchObject({ framesAllocated: 1, framesFreed: 1 });
    expectSound(s);
  });

  it('stays when somebody else closes or exits', () => {
    const s = new Calls();
    s.store('p', 0, 1);
    s.call({ call: 'close', process: 'o', fd: 'r' });
    s.call({ call: 'exit', process: 'q' });
    expect(s.load('p', 0)).toEqual(loaded(1));
    expectSound(s);
  });

  it('is bounded by its objects', () => {
    const s = new Calls();
    s.put('p', 4, 8, 'f');
    expect(s.load('p', 7)).toEqual(loaded(64));
    expect(s.load('p', 8)).toEqual(ADRERR);
  });
});

describe('mshare_create', () => {
  it('takes O_CLOEXEC and nothing else, and needs a table', () => {
    const s = new Calls();
    const before = s.state();
    const create = { call: 'mshare_create' as const, process: 'q', as: 'x' };
    expect(s.call({ ...create, flags: ['O_RDWR'] })).toEqual(refused('EINVAL'));
    expect(s.call({ ...create, flags: [], fail: { allocation: 1 } })).toEqual(refused('ENOMEM'));
    expect(s.state()).toEqual(before);
    expect(s.call({ ...create, flags: [] })).toEqual(DONE);
    expect(s.shot().mms.flatMap(({ host }) => host?.file ?? [])).toEqual(['region-1', 'region-2']);
    s.call({ call: 'close', process: 'q', fd: 'x' });
    expect(s.state()).toEqual(before);
  });
});
