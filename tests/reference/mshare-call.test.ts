import { describe, expect, it } from 'vitest';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { OpenFlags, Outcome } from '../../schemas/generated/types.ts';
import { ACCERR, ANON, DONE, MAPERR, R, RW, SHARED, expectSound, loaded, refused } from './scene.ts';
import { RegionScene } from './region-scene.ts';

/** p has private memory in the first eight pages above the first unit, and the file f behind it. */
class Donor extends RegionScene {
  constructor(levels: 4 | 5 = 4) {
    super(['p', 'q', 'o'], { ...DEFAULT_GEOMETRY, levels }, 'mshare-call');
    this.mount();
    for (const process of ['p', 'q']) this.open(process, 'f');
    this.memory('p', this.unit, 8);
    this.file('p', this.unit + 8, 4);
  }

  memory(process: string, page: number, pages: number): Outcome {
    return this.call({ call: 'mmap', process, addr: this.hex(page), length: this.hex(pages), prot: RW, flags: ANON });
  }

  file(process: string, page: number, pages: number): Outcome {
    const map = { call: 'mmap' as const, process, addr: this.hex(page), length: this.hex(pages), prot: RW, flags: SHARED };
    return this.call({ ...map, fd: 'f', offset: '0x0' });
  }

  share(process: string, flags: OpenFlags, page = this.unit, pages = this.unit, file = 'r'): Outcome {
    return this.call({ call: 'mshare', process, file, addr: this.hex(page), length: this.hex(pages), flags, mode: 0o600 });
  }

  unlink(process: string, file = 'r'): Outcome {
    return this.call({ call: 'mshare_unlink', process, file });
  }
}

describe('mshare of a new name', () => {
  it.each([4, 5] as const)('makes a region of what the caller has mapped, pages and tables, with %i levels', (levels) => {
    const s = new Donor(levels);
    s.store('p', s.unit, 5);
    for (const cpu of [0, 1]) s.load('p', s.unit, cpu);
    s.load('p', s.unit + 8);
    const { framesAllocated, tablesAllocated } = s.shot().counts ?? {};
    expect(s.share('p', ['O_RDWR', 'O_CREAT'])).toEqual(DONE);
    expect(s.shot().counts).toMatchObject({ framesAllocated, tablesAllocated: (tablesAllocated as number) + 1 });
    expect(s.mm('p')?.tableBytes).toBe(4096);
    expectSound(s);
    expect(s.share('q', ['O_RDWR'])).toEqual(DONE);
    expect(s.load('q', s.unit)).toEqual(loaded(5));
    expect(s.store('q', s.unit + 1, 6)).toEqual(DONE);
    expect(s.load('p', s.unit + 1)).toEqual(loaded(6));
    expect(s.load('q', s.unit + 8)).toEqual(loaded(1));
    expect(s.load('q', s.unit + 12)).toEqual(MAPERR);
    expect(s.table('p', s.unit, levels - 1)?.refs).toBe(3);
    expectSound(s);
  });

  it('keeps apart what a child of the caller had before', () => {
    const s = new Donor();
    s.store('p', s.unit, 5);
    s.call({ call: 'fork', process: 'p', child: 'c' });
    s.share('p', ['O_RDWR', 'O_CREAT']);
    s.share('q', ['O_RDWR']);
    for (const cpu of [0, 1]) s.load('p', s.unit, cpu);
    expect(s.store('q', s.unit, 6)).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.load('p', s.unit, cpu)).toEqual(loaded(6));
    expect(s.load('c', s.unit)).toEqual(loaded(5));
    expectSound(s);
  });

  it('leaves nothing behind without memory', () => {
    const s = new Donor();
    const before = s.state();
    const call: CallOf<'mshare'> = {
      call: 'mshare',
      process: 'p',
      file: 'r',
      addr: s.hex(s.unit),
      length: s.hex(s.unit),
      flags: [],
      mode: 0,
    };
    expect(s.call({ ...call, fail: { allocation: 1 } })).toEqual(refused('ENOMEM'));
    expect(s.state()).toEqual(before);
    expect(s.call(call)).toEqual(DONE);
  });
});

describe('mprotect by one', () => {
  it('holds for all', () => {
    const s = new Donor();
    s.share('p', ['O_RDWR', 'O_CREAT']);
    s.share('q', ['O_RDWR']);
    for (const cpu of [0, 1]) s.store('q', s.unit, 1, cpu);
    const protect = { call: 'mprotect' as const, process: 'p', addr: s.hex(s.unit), length: s.hex(1), prot: R };
    expect(s.call(protect)).toEqual(DONE);
    for (const cpu of [0, 1]) expect(s.store('q', s.unit, 2, cpu)).toEqual(ACCERR);
    expect(s.store('q', s.unit + 1, 2)).toEqual(DONE);
    expect(s.store('q', s.unit, 2)).toEqual(ACCERR);
  });
});

describe('mshare_unlink', () => {
  it('is owed once for each share, and takes the windows of those that attached', () => {
    const s = new Donor();
    s.share('p', ['O_RDWR', 'O_CREAT']);
    for (const process of ['q', 'o']) s.share(process, ['O_RDWR']);
    s.store('p', s.unit, 1);
    s.load('q', s.unit, 1);
    expect(s.unlink('q')).toEqual(DONE);
    expect(s.load('q', s.unit, 1)).toEqual(MAPERR);
    expect(s.load('o', s.unit)).toEqual(loaded(1));
    expect(s.unlink('p')).toEqual(DONE);
    expect(s.load('p', s.unit)).toEqual(loaded(1));
    expect(s.unlink('o')).toEqual(DONE);
    expect(s.unlink('o')).toEqual(refused('EINVAL'));
    expect(s.share('q', ['O_RDWR'])).toEqual(refused('EINVAL'));
    s.call({ call: 'exit', process: 'p' });
    expect(s.shot().mms.map(({ host }) => host)).toEqual([null, null]);
    expect(s.shot().counts).toMatchObject({ framesAllocated: 1, framesFreed: 1 });
    expectSound(s);
  });

  it('is needed although everybody has left', () => {
    const s = new Donor();
    s.store('p', s.unit, 3);
    s.share('p', ['O_RDWR', 'O_CREAT']);
    s.call({ call: 'exit', process: 'p' });
    expect(s.share('q', ['O_RDWR'])).toEqual(DONE);
    expect(s.load('q', s.unit)).toEqual(loaded(3));
    expectSound(s);
  });
});

describe('the file of a region', () => {
  it('tells where it is, and is not to be written, mapped or removed', () => {
    const s = new Donor();
    expect(s.open('q', 'r', ['O_RDWR', 'O_CREAT'])).toEqual(refused('EACCES'));
    s.share('p', ['O_RDWR', 'O_CREAT']);
    expect(s.open('q', 'r')).toEqual(refused('EPERM'));
    expect(s.open('q', 'r', ['O_RDONLY'])).toEqual(DONE);
    const read = { call: 'read' as const, process: 'q', fd: 'r', length: '0x20' };
    for (let i = 0; i < 2; i++) expect(s.call(read)).toEqual({ result: 'done', data: '00000000800000000000000080000000' });
    expect(s.attach('q', s.unit, { prot: R })).toEqual(refused('ENODEV'));
    expect(s.call({ call: 'unlink', process: 'q', file: 'r' })).toEqual(refused('EPERM'));
  });
});

const rows: readonly (readonly [string, string, (s: Donor) => Outcome])[] = [
  [
    'without msharefs',
    'ENOENT',
    (s) => (s.call({ call: 'umount', process: 'p' }), s.share('p', ['O_RDWR', 'O_CREAT'], s.unit, s.unit, 's')),
  ],
  ['mshare_unlink without msharefs', 'ENOENT', (s) => (s.call({ call: 'umount', process: 'p' }), s.unlink('p'))],
  ['off a unit', 'EINVAL', (s) => s.share('p', ['O_RDWR'], s.unit + 1, s.unit, 's')],
  ['of half a unit', 'EINVAL', (s) => s.share('p', ['O_RDWR'], s.unit, s.unit / 2, 's')],
  ['of nothing', 'EINVAL', (s) => s.share('p', ['O_RDWR'], s.unit, 0, 's')],
  ['of an empty range', 'EINVAL', (s) => s.share('p', ['O_RDWR'], 3 * s.unit, s.unit, 's')],
  ['of what lies across the end', 'EINVAL', (s) => (s.memory('p', 2 * s.unit - 1, 2), s.share('p', ['O_RDWR'], s.unit, s.unit, 's'))],
  [
    'of what lies across the start',
    'EINVAL',
    (s) => (s.memory('p', s.unit - 1, 1), s.memory('p', 3 * s.unit - 1, 2), s.share('p', [], 3 * s.unit, s.unit, 's')),
  ],
  ['with O_CREAT of a known name', 'EEXIST', (s) => shared(s).share('q', ['O_RDWR', 'O_CREAT'])],
  ['with O_EXCL of a known name', 'EEXIST', (s) => shared(s).share('q', ['O_RDWR', 'O_EXCL'])],
  ['over something', 'EINVAL', (s) => (s.memory('q', s.unit + 9, 1), shared(s).share('q', ['O_RDWR']))],
  ['elsewhere than the region is', 'EINVAL', (s) => shared(s).share('q', ['O_RDWR'], 2 * s.unit)],
  ['with bits that the creator did not name', 'EPERM', (s) => shared(s).share('q', ['O_WRONLY'])],
  ['with more access than the creator', 'EPERM', (s) => shared(s, ['O_RDONLY']).share('q', ['O_RDWR'])],
  ['of a shared range again', 'EINVAL', (s) => shared(s).share('p', ['O_RDWR'], s.unit, s.unit, 's')],
  ['mshare_unlink of an unknown name', 'EINVAL', (s) => s.unlink('p')],
  ['with an empty name', 'ENOENT', (s) => unnamed(s, 'empty')],
  ['with too long a name', 'ENAMETOOLONG', (s) => unnamed(s, 'too-long')],
  ['with a name nowhere', 'EFAULT', (s) => unnamed(s, 'bad-pointer')],
  ['mshare_unlink with a name nowhere', 'EFAULT', (s) => s.call({ call: 'mshare_unlink', process: 'p', path: 'bad-pointer' })],
];

function shared(s: Donor, flags: OpenFlags = ['O_RDWR']): Donor {
  s.share('p', flags);
  return s;
}

function unnamed(s: Donor, path: 'empty' | 'too-long' | 'bad-pointer'): Outcome {
  return s.call({ call: 'mshare', process: 'p', path, addr: s.hex(s.unit), length: s.hex(s.unit), flags: [], mode: 0 });
}

describe('errors', () => {
  it.each(rows)('%s: %s', (_what, errno, act) => {
    const s = new Donor();
    expect(act(s)).toEqual(refused(errno));
    expectSound(s);
  });
});
