import { describe, expect, it } from 'vitest';
import type { MapFlags, Outcome } from '../../schemas/generated/types.ts';
import { DONE, MAPERR, R, RW, expectSound, refused } from './scene.ts';
import { RegionScene } from './region-scene.ts';

const ANON: MapFlags = ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'];
const HUGE = 2 ** 40;

/** Region r of one unit, with four pages of memory at its start and a window of p at 0. */
function scene(): RegionScene {
  const s = new RegionScene().region();
  s.create('p', 0, 4);
  s.attach('p', 0);
  return s;
}

type Row = readonly [what: string, errno: string, act: (s: RegionScene) => Outcome];

const files: readonly Row[] = [
  ['mount over a mount', 'EBUSY', (s) => s.mount()],
  ['open of a name that nobody made', 'ENOENT', (s) => s.open('p', 't')],
  ['exclusive creation of what is there', 'EEXIST', (s) => s.open('p', 'r', ['O_RDWR', 'O_CREAT', 'O_EXCL'], 'again')],
  ['truncation by open of a region with a size', 'EINVAL', (s) => s.open('p', 'r', ['O_RDWR', 'O_TRUNC'], 'again')],
  ['unlink of the info file', 'EPERM', (s) => s.call({ call: 'unlink', process: 'p', file: 'mshare_info' })],
  ['unlink of a name that nobody made', 'ENOENT', (s) => s.call({ call: 'unlink', process: 'p', file: 't' })],
  ['read of a region', 'EINVAL', (s) => s.call({ call: 'read', process: 'p', fd: 'r', length: '0x10' })],
  ['a second size', 'EINVAL', (s) => s.resize('p', s.unit)],
  ['a second size by fallocate', 'EINVAL', (s) => allocate(s, 'r', 0, 0, s.unit)],
  ['fallocate in another mode', 'EOPNOTSUPP', (s) => allocate(fresh(s), 's', 1, 0, s.unit)],
  ['fallocate from an offset', 'EINVAL', (s) => allocate(fresh(s), 's', 0, s.unit, s.unit)],
  ['fallocate of nothing', 'EINVAL', (s) => allocate(fresh(s), 's', 0, 0, 0)],
  ['fallocate of less than a unit', 'EINVAL', (s) => allocate(fresh(s), 's', 0, 0, 1)],
  ['fallocate through a descriptor for reading', 'EBADF', (s) => allocate(readOnly(s), 'ro', 0, 0, s.unit)],
  ['ftruncate through a descriptor for reading', 'EINVAL', (s) => readOnly(s).resize('p', s.unit, 0, 'ro')],
  ['a size that is no multiple of the unit', 'EINVAL', (s) => fresh(s).resize('p', s.unit + 1, 0, 's')],
  ['a size with bytes beyond a unit', 'EINVAL', (s) => fresh(s).resize('p', s.unit, 1, 's')],
  ['the size 0', 'EINVAL', (s) => fresh(s).resize('p', 0, 0, 's')],
];

function fresh(s: RegionScene): RegionScene {
  s.open('p', 's', ['O_RDWR', 'O_CREAT']);
  return s;
}

function readOnly(s: RegionScene): RegionScene {
  fresh(s).open('p', 's', ['O_RDONLY'], 'ro');
  return s;
}

function allocate(s: RegionScene, fd: string, mode: number, offset: number, pages: number): Outcome {
  return s.call({ call: 'fallocate', process: 'p', fd, mode, offset: s.hex(offset), length: s.hex(pages) });
}

function at(s: RegionScene, regionOffset: string, size: string, flags: MapFlags = ANON, object?: string): Outcome {
  const shape = { regionOffset, size, offset: '0x0', prot: RW, flags, ...(object === undefined ? {} : { object }) };
  return s.ioctl('p', { fd: 'r', request: 'MSHAREFS_CREATE_MAPPING', ...shape });
}

const ioctls: readonly Row[] = [
  ['an unknown request to a region without a size', 'EINVAL', (s) => fresh(s).ioctl('p', { fd: 's', request: 'unknown' })],
  ['a bad pointer to one', 'EINVAL', (s) => fresh(s).ioctl('p', { fd: 's', request: 'MSHAREFS_UNMAP', pointer: 'bad' })],
  ['an unknown request', 'ENOTTY', (s) => s.ioctl('p', { fd: 'r', request: 'unknown' })],
  ['any request to an ordinary file', 'ENOTTY', (s) => s.ioctl('p', { fd: 'f', request: 'unknown' })],
  ['a bad pointer', 'EFAULT', (s) => s.ioctl('p', { fd: 'r', request: 'MSHAREFS_CREATE_MAPPING', pointer: 'bad' })],
  ['a descriptor that is not open', 'EBADF', (s) => s.ioctl('p', { fd: 'none', request: 'unknown' })],
  ['CREATE at the end', 'EINVAL', (s) => at(s, s.hex(s.unit), '0x1000')],
  ['CREATE over the end', 'EINVAL', (s) => at(s, s.hex(s.unit - 1), '0x2000')],
  ['CREATE of all addresses', 'EINVAL', (s) => at(s, '0x1000', '0xfffffffffffff000')],
  ['CREATE of nothing', 'EINVAL', (s) => at(s, '0x0', '0x0')],
  ['CREATE at half a page', 'EINVAL', (s) => at(s, '0x1', '0x1000')],
  ['CREATE without MAP_FIXED', 'EINVAL', (s) => at(s, '0x0', '0x1000', ['MAP_SHARED', 'MAP_ANONYMOUS'])],
  [
    'CREATE with MAP_FIXED_NOREPLACE alone',
    'EINVAL',
    (s) => at(s, '0x0', '0x1000', ['MAP_SHARED', 'MAP_FIXED_NOREPLACE', 'MAP_ANONYMOUS']),
  ],
  ['CREATE of a private mapping', 'EINVAL', (s) => at(s, '0x0', '0x1000', ['MAP_PRIVATE', 'MAP_FIXED', 'MAP_ANONYMOUS'])],
  ['CREATE of no kind', 'EINVAL', (s) => at(s, '0x0', '0x1000', ['MAP_FIXED', 'MAP_ANONYMOUS'])],
  ['CREATE over what is there, not to be replaced', 'EEXIST', (s) => at(s, '0x0', '0x1000', [...ANON, 'MAP_FIXED_NOREPLACE'])],
  ['CREATE of validated memory', 'EINVAL', (s) => at(s, '0x0', '0x1000', ['MAP_SHARED_VALIDATE', 'MAP_FIXED', 'MAP_ANONYMOUS'])],
  ['CREATE of no file', 'EBADF', (s) => at(s, '0x0', '0x1000', ['MAP_SHARED', 'MAP_FIXED'], 'none')],
  ['CREATE of a region', 'EINVAL', (s) => at(s, '0x0', '0x1000', ['MAP_SHARED', 'MAP_FIXED'], 'r')],
  ['CREATE of an ordinary file in huge pages', 'EINVAL', (s) => at(s, '0x0', '0x1000', ['MAP_SHARED', 'MAP_FIXED', 'MAP_HUGETLB'], 'f')],
  ['CREATE of huge pages off their places', 'EINVAL', (s) => at(s, '0x1000', '0x1000', [...ANON, 'MAP_HUGETLB'])],
  ['CREATE of huge pages over the end', 'EINVAL', (s) => at(s, s.hex(s.unit - 512), '0x200001', [...ANON, 'MAP_HUGETLB'])],
  [
    'CREATE for stores through a descriptor for reading',
    'EACCES',
    (s) => (s.open('p', 'f', ['O_RDONLY'], 'ro'), s.create('p', 0, 1, { object: 'ro' })),
  ],
  [
    'CREATE through a descriptor for writing alone',
    'EACCES',
    (s) => (s.open('p', 'f', ['O_WRONLY'], 'wo'), s.create('p', 0, 1, { object: 'wo' })),
  ],
  ['CREATE from half a page of a file', 'EINVAL', (s) => halfPage(s)],
  ['UNMAP at the end', 'EINVAL', (s) => s.remove('p', s.unit, 1)],
  ['UNMAP of more than there is', 'EINVAL', (s) => s.remove('p', 0, s.unit + 1)],
  ['UNMAP over the end', 'EINVAL', (s) => s.remove('p', s.unit - 1, 2)],
  ['UNMAP of nothing', 'EINVAL', (s) => s.remove('p', 0, 0)],
  ['UNMAP at half a page', 'EINVAL', (s) => s.ioctl('p', { fd: 'r', request: 'MSHAREFS_UNMAP', regionOffset: '0x8', size: '0x1000' })],
];

function halfPage(s: RegionScene): Outcome {
  const shape = { regionOffset: '0x0', size: '0x1000', offset: '0x10', prot: RW, object: 'f' };
  return s.ioctl('p', { fd: 'r', request: 'MSHAREFS_CREATE_MAPPING', ...shape, flags: ['MAP_SHARED', 'MAP_FIXED'] });
}

const FREE: MapFlags = ['MAP_SHARED', 'MAP_FIXED_NOREPLACE'];

const windows: readonly Row[] = [
  ['a private window', 'EINVAL', (s) => s.attach('q', 0, { flags: ['MAP_PRIVATE', 'MAP_FIXED'] })],
  ['a window on a region without a size', 'EINVAL', (s) => fresh(s).attach('p', s.unit, { fd: 's' })],
  ['a window of another length', 'EINVAL', (s) => s.attach('q', 0, { pages: 2 * s.unit })],
  ['a window of a part', 'EINVAL', (s) => s.attach('q', 0, { pages: 1 })],
  ['a window off a unit', 'EINVAL', (s) => s.attach('q', 1)],
  ['a window over another, not to be replaced', 'EEXIST', (s) => s.attach('p', 0, { flags: FREE })],
  ['a window above user space', 'ENOMEM', (s) => s.attach('q', 255 * s.unit)],
  [
    'a window for stores through a descriptor for reading',
    'EACCES',
    (s) => (s.open('q', 'r', ['O_RDONLY'], 'ro'), s.attach('q', 0, { fd: 'ro' })),
  ],
  [
    'a window through a descriptor for writing alone',
    'EACCES',
    (s) => (s.open('q', 'r', ['O_WRONLY'], 'wo'), s.attach('q', 0, { fd: 'wo' })),
  ],
  [
    'a window on the info file',
    'ENODEV',
    (s) => (s.open('q', 'mshare_info', ['O_RDONLY']), s.attach('q', 0, { fd: 'mshare_info', prot: R })),
  ],
  ['munmap of a part', 'EINVAL', (s) => s.detach('p', 0, 1)],
  ['mprotect', 'EINVAL', (s) => s.call({ call: 'mprotect', process: 'p', addr: '0x0', length: '0x1000', prot: R })],
  ['madvise', 'EINVAL', (s) => s.call({ call: 'madvise', process: 'p', addr: '0x0', length: '0x1000', advice: 'MADV_DONTNEED' })],
  ['mremap that grows', 'EFAULT', (s) => remap(s, s.unit, s.unit + 1)],
  ['mremap that shrinks', 'EINVAL', (s) => remap(s, s.unit, 1)],
  ['mremap that moves', 'EINVAL', (s) => remap(s, s.unit, s.unit, 2 * s.unit)],
];

function remap(s: RegionScene, oldPages: number, newPages: number, to?: number): Outcome {
  const call = { call: 'mremap' as const, process: 'p', addr: '0x0', oldLength: s.hex(oldPages), newLength: s.hex(newPages) };
  if (to === undefined) return s.call({ ...call, flags: ['MREMAP_MAYMOVE'] });
  return s.call({ ...call, flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'], newAddr: s.hex(to) });
}

describe.each([
  ['files of msharefs', files],
  ['ioctls', ioctls],
  ['windows', windows],
] as const)('%s', (_title, rows) => {
  it.each(rows)('refuse %s: %s', (_what, errno, act) => {
    const s = scene();
    fresh(s);
    const before = s.state();
    expect(act(s)).toEqual(refused(errno));
    expect(s.state()).toEqual(before);
  });
});

describe('without msharefs', () => {
  it('there is nothing in it', () => {
    const s = new RegionScene();
    expect(s.open('p', 'r', ['O_RDWR', 'O_CREAT'])).toEqual(refused('ENOENT'));
    expect(s.open('p', 'mshare_info', ['O_RDONLY'])).toEqual(refused('ENOENT'));
    expect(s.call({ call: 'unlink', process: 'p', file: 'r' })).toEqual(refused('ENOENT'));
  });
});

describe('a call without memory', () => {
  it.each([1, 2, 3, 4, 5, 6])('leaves the world as it was when allocation %i of a first access fails', (allocation) => {
    const s = scene();
    const before = s.state();
    expect(s.call({ call: 'store', process: 'p', addr: '0x0', value: 1, fail: { allocation } })).toMatchObject(
      allocation <= 4 ? { result: 'fault', signal: 'SIGBUS' } : DONE,
    );
    if (allocation <= 4) expect(s.state()).toEqual(before);
    expect(s.store('p', 0, 1)).toEqual(DONE);
    expectSound(s);
  });

  it('makes no region', () => {
    const s = new RegionScene();
    s.mount();
    const before = s.state();
    const create = { call: 'open' as const, process: 'p', file: 'r', flags: ['O_RDWR' as const, 'O_CREAT' as const], as: 'r' };
    expect(s.call({ ...create, fail: { allocation: 1 } })).toEqual(refused('ENOMEM'));
    expect(s.state()).toEqual(before);
    expect(s.open('p', 'r')).toEqual(refused('ENOENT'));
    expect(s.call(create)).toEqual(DONE);
  });
});

describe('the info file', () => {
  it('tells the unit once', () => {
    const s = scene();
    s.open('q', 'mshare_info', ['O_RDONLY']);
    const read = (length: string) => s.call({ call: 'read', process: 'q', fd: 'mshare_info', length });
    expect(read('0x4')).toEqual({ result: 'done', data: Buffer.from('5497').toString('hex') });
    expect(read('0x100')).toEqual({ result: 'done', data: Buffer.from('55813888\n').toString('hex') });
    expect(read('0x100')).toEqual({ result: 'done', data: '' });
  });

  it('and a region its size by fstat', () => {
    const s = fresh(scene());
    const size = (fd: string) => s.call({ call: 'fstat', process: 'p', fd });
    expect(size('r')).toEqual({ result: 'done', size: '0x8000000000' });
    expect(size('s')).toEqual({ result: 'done', size: '0x0' });
    expect(size('f')).toEqual({ result: 'done', size: '0x40000' });
  });
});

describe('a region larger than any address space', () => {
  it('may be made, and neither attached nor filled beyond what tables reach', () => {
    const s = fresh(scene());
    expect(s.resize('p', HUGE, 0, 's')).toEqual(DONE);
    expect(s.attach('p', undefined, { fd: 's', pages: HUGE })).toEqual(refused('ENOMEM'));
    const shape = { size: '0x1000', offset: '0x0', prot: RW, flags: ANON };
    const create = (page: number) => s.ioctl('p', { fd: 's', request: 'MSHAREFS_CREATE_MAPPING', regionOffset: s.hex(page), ...shape });
    expect(create(HUGE - 1)).toEqual(refused('ENOMEM'));
    expect(create(0)).toEqual(DONE);
  });
});

describe('a window', () => {
  it('goes to the hint rounded up, or where there is room for it', () => {
    const s = scene();
    const hint = (process: string, page: number) => s.attach(process, page, { flags: ['MAP_SHARED'] });
    expect(hint('q', s.unit + 1)).toEqual({ result: 'done', addr: s.hex(2 * s.unit) });
    expect(hint('q', 2 * s.unit)).toEqual({ result: 'done', addr: s.hex(254 * s.unit) });
    expect(s.attach('q', undefined)).toEqual({ result: 'done', addr: s.hex(253 * s.unit) });
  });

  it('may be one of several of a process on the same region', () => {
    const s = scene();
    s.attach('p', 3 * s.unit);
    s.store('p', 1, 9);
    expect(s.load('p', 3 * s.unit + 1)).toEqual({ result: 'done', value: 9 });
    for (const cpu of [0, 1]) s.load('p', 3 * s.unit + 1, cpu);
    s.remove('p', 1, 1);
    for (const cpu of [0, 1]) expect(s.load('p', 3 * s.unit + 1, cpu)).toEqual(MAPERR);
    s.detach('p', 0);
    expect(s.mm(null)?.host?.guests).toBe(1);
    expect(s.load('p', 3 * s.unit)).toMatchObject({ result: 'done' });
    expectSound(s);
  });
});
