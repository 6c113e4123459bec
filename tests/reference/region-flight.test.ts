import { describe, expect, it } from 'vitest';
import type { FlightCall } from '../../reference/index.ts';
import { RW, expectSound } from './scene.ts';
import { RegionScene } from './region-scene.ts';
import { eachSchedule } from './schedules.ts';

const UNIT = new RegionScene().unit;
const hex = (page: number) => new RegionScene().hex(page);

/** Two pages of memory in r, of which both have a window and touched the first. */
function shared(): RegionScene {
  const s = new RegionScene().region();
  s.create('p', 0, 2);
  s.attach('p', 0);
  s.attach('q', UNIT);
  s.store('p', 0, 7);
  s.load('q', UNIT, 1);
  return s;
}

const ioctl = { call: 'ioctl' as const, fd: 'r', cpu: 0, regionOffset: '0x0', size: hex(2) };
const memory = { offset: '0x0', prot: RW, flags: ['MAP_SHARED' as const, 'MAP_FIXED' as const, 'MAP_ANONYMOUS' as const] };
const remove = (process: string): FlightCall => ({ ...ioctl, process, request: 'MSHAREFS_UNMAP' });
const create = (process: string): FlightCall => ({ ...ioctl, ...memory, process, request: 'MSHAREFS_CREATE_MAPPING' });
const unless = (process: string): FlightCall => ({
  ...ioctl,
  ...memory,
  flags: [...memory.flags, 'MAP_FIXED_NOREPLACE'],
  regionOffset: hex(4),
  process,
  request: 'MSHAREFS_CREATE_MAPPING',
});
const size = (process: string): FlightCall => ({ call: 'ftruncate', process, cpu: 0, fd: 's', size: hex(UNIT) });
const store = (process: string, page: number): FlightCall => ({ call: 'store', process, cpu: 1, addr: hex(page), value: 9 });
const exit = (process: string): FlightCall => ({ call: 'exit', process, cpu: 0 });
const close = (process: string): FlightCall => ({ call: 'close', process, cpu: 0, fd: 'r' });
const attach: FlightCall = {
  call: 'mmap',
  process: 'q',
  cpu: 0,
  addr: hex(2 * UNIT),
  length: hex(UNIT),
  prot: RW,
  flags: ['MAP_SHARED', 'MAP_FIXED'],
  fd: 'r',
  offset: '0x0',
};

/** Runs all schedules of the calls; every one ends with all calls over and sound tables. Gives the ways in which the calls ended. */
function outcomes(world: () => RegionScene, calls: Readonly<Record<string, FlightCall>>): string[] {
  const ends = new Set<string>();
  let scene = world();
  const machine = () => (scene = world()).body.machine;
  const schedules = eachSchedule({ machine, calls }, ({ flights, order }) => {
    const results = Object.keys(calls).map((name) => {
      const outcome = flights.finish(name);
      expect(outcome, `${name} is over after ${order.join(' ')}`).toBeDefined();
      return outcome?.result === 'refused' ? outcome.errno : outcome?.result;
    });
    expectSound(scene);
    ends.add(results.join(' '));
  });
  expect(schedules).toBeGreaterThan(1);
  return [...ends].toSorted();
}

/** Both sized s in flight is what it needs a second region for. */
function unsized(): RegionScene {
  const s = shared();
  s.open('p', 's', ['O_RDWR', 'O_CREAT']);
  s.open('q', 's');
  return s;
}

describe('calls on one region that overlap', () => {
  it.each([
    ['one empties it while another touches it', { a: remove('p'), b: store('q', UNIT + 1) }, ['done done', 'done fault']],
    ['two fill the same place', { a: create('p'), b: create('q') }, ['done done']],
    ['two fill the same place, neither over the other', { a: unless('p'), b: unless('q') }, ['EEXIST done', 'done EEXIST']],
    ['its owner ends while another fills it', { a: exit('p'), b: create('q') }, ['done EINVAL', 'done done']],
    ['its owner ends while another attaches it', { a: exit('p'), b: attach }, ['done EINVAL', 'done done']],
    ['one closes while it fills', { a: close('q'), b: create('q') }, ['done EBADF', 'done done']],
  ] as const)('%s', (_title, calls, ends) => {
    expect(outcomes(shared, calls)).toEqual([...ends]);
  });

  it('give it a size once', () => {
    expect(outcomes(unsized, { a: size('p'), b: size('q') })).toEqual(['EINVAL done', 'done EINVAL']);
  });

  it('leave nothing in it when its owner has ended', () => {
    const world = (): RegionScene => shared();
    let scene = world();
    eachSchedule({ machine: () => (scene = world()).body.machine, calls: { a: exit('p'), b: create('q') } }, ({ flights }) => {
      for (const name of ['a', 'b']) flights.finish(name);
      expect(scene.load('q', UNIT)).toMatchObject({ result: 'fault', code: 'SEGV_MAPERR' });
    });
  });

  it('make it once', () => {
    const make = (process: string): FlightCall => ({
      call: 'open',
      process,
      cpu: 0,
      file: 's',
      flags: ['O_RDWR', 'O_CREAT', 'O_EXCL'],
      as: 's',
    });
    expect(outcomes(shared, { a: make('p'), b: make('q') })).toEqual(['EEXIST done', 'done EEXIST']);
  });
});
