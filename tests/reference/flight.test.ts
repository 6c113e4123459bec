import { describe, expect, it } from 'vitest';
import { Flights } from '../../reference/index.ts';
import type { FlightCall } from '../../reference/index.ts';
import type { Geometry } from '../../schemas/generated/types.ts';
import { Scene, expectSound } from './scene.ts';
import { eachSchedule } from './schedules.ts';

const SMALL: Geometry = { pageSize: 4096, entriesPerTable: 4, levels: 3, cpus: 2 };

function fresh(): Scene {
  return new Scene(['p', 'q'], SMALL);
}

function shared(): Scene {
  const s = fresh();
  s.map('p', s.base, s.slot);
  s.map('q', s.base, s.slot);
  s.store('p', s.base, 7);
  s.load('q', s.base, 0, 1);
  return s;
}

const s = shared();
const ALL = { addr: s.hex(s.base), length: s.hex(s.slot) };
const leave = (process: string): FlightCall => ({ call: 'munmap', process, cpu: 0, ...ALL });
const restrict = (process: string): FlightCall => ({ call: 'mprotect', process, cpu: 0, ...ALL, prot: ['PROT_READ'] });
const store = (process: string, cpu = 1): FlightCall => ({ call: 'store', process, cpu, addr: ALL.addr, value: 9 });

/** The points that a call alone passes. */
function points(scene: Scene, call: FlightCall): string[] {
  const flights = new Flights(scene.body.machine);
  flights.begin('x', call);
  const seen = [flights.point('x')];
  while (flights.enabled('x')) {
    flights.advance('x');
    seen.push(flights.point('x'));
  }
  return seen;
}

describe('a call in flight', () => {
  it('stands at a point, and passes over those at which it has nothing to do', () => {
    expect(points(shared(), leave('p'))).toEqual([
      'decode',
      'change-entries',
      'flush',
      'flush',
      'drop-reference',
      'free-host',
      'free',
      'return',
    ]);
    expect(points(shared(), restrict('p'))).toEqual(['decode', 'change-entries', 'flush', 'flush', 'return']);
    expect(points(fresh(), leave('p'))).toEqual(['decode', 'change-entries', 'return']);
    const untouched = fresh();
    untouched.map('p', untouched.base, untouched.slot);
    expect(points(untouched, store('p'))).toEqual(['decode', 'translate', 'check', 'link', 'fill', 'translate', 'return']);
    expect(points(fresh(), { call: 'load', process: 'p', cpu: 0, addr: '0x4000' })).toEqual(['decode', 'translate', 'check', 'return']);
  });

  it('waits for a lock that another holds, and has the other make way when it must end', () => {
    const { machine } = shared().body;
    const flights = new Flights(machine);
    flights.begin('a', restrict('p'));
    flights.advanceTo('a', 'flush');
    flights.begin('b', leave('p'));
    expect(flights.enabled('b')).toBe(false);
    expect(flights.waitsFor('b')).toEqual(['a']);
    expect(flights.finish('b')).toEqual({ result: 'done' });
    expect(flights.point('a')).toBe('return');
    expect(() => flights.advance('a')).toThrow('cannot go on');
  });
});

describe('every schedule of the reference', () => {
  const world = (calls: Readonly<Record<string, FlightCall>>) => {
    let scene = shared();
    return { scene: () => scene, machine: () => (scene = shared()).body.machine, calls };
  };

  it.each([
    ['two leave', { a: leave('p'), b: leave('q') }],
    ['one changes the protection while the other stores', { a: restrict('p'), b: store('q') }],
    ['one leaves while the other stores', { a: leave('p'), b: store('q') }],
    ['one leaves while it stores itself', { a: leave('p'), b: store('p') }],
    ['one exits while the other leaves', { a: { call: 'exit', process: 'p', cpu: 0 } as const, b: leave('q') }],
  ])('%s: ends with all calls over, and sound tables', (_name, calls) => {
    const w = world(calls);
    const count = eachSchedule(w, ({ flights, order }) => {
      for (const name of flights.names) expect(flights.point(name), order.join(' ')).toBe('return');
      expectSound(w.scene());
    });
    expect(count).toBeGreaterThan(1);
  });
});
