/** Small worlds in which two calls overlap, or an allocation fails: what the search for schedules goes through. */
import type { Call } from '../schemas/contract.ts';
import type { MapFlags, Prot, Step } from '../schemas/generated/types.ts';
import type { Head, Scene } from '../suites/schedules.ts';

const HEAD: Head = {
  format: 1,
  id: 'a-schedule',
  title: 'A schedule of calls that overlap.',
  rules: [],
  origin: { kind: 'written' },
  generation: 'map-shared-pt',
  // One leaf table is a slot of four pages, and the region is one slot.
  geometry: { pageSize: 4096, entriesPerTable: 4, levels: 3, cpus: 2 },
  files: { pool: { size: '0x4000', content: 'page-numbers' }, log: { size: '0x4000' } },
  regions: { buf: '0x4000', far: '0x10000' },
  processes: ['creator', 'joiner'],
};

const RW: Prot = ['PROT_READ', 'PROT_WRITE'];
const SHARE: MapFlags = ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'];
const WHOLE = { addr: 'buf', length: '0x4000' };
const PAGE = { addr: 'buf', length: '0x1000' };

function open(process: string, file = 'pool'): Call {
  return { call: 'open', process, file, flags: ['O_RDWR'], as: file };
}

function map(process: string, flags: MapFlags, file = 'pool'): Call {
  return { call: 'mmap', process, ...WHOLE, prot: RW, flags, fd: file };
}

function load(process: string, cpu: number, addr = 'buf'): Call {
  return { call: 'load', process, cpu, addr };
}

function store(process: string, cpu: number, value: number, addr = 'buf'): Call {
  return { call: 'store', process, cpu, addr, value };
}

const OPENED = [open('creator'), open('joiner'), open('creator', 'log'), open('joiner', 'log')];
const PLAIN: MapFlags = ['MAP_SHARED', 'MAP_FIXED'];

/** What stands before the calls, by name. */
export const beginnings: Readonly<Record<string, readonly Step[]>> = {
  opened: OPENED,
  mapped: [...OPENED, map('creator', SHARE)],
  'mapped-and-touched': [...OPENED, map('creator', SHARE), store('creator', 0, 7), load('creator', 1)],
  shared: [...OPENED, map('creator', SHARE), map('joiner', SHARE)],
  'shared-and-touched': [
    ...OPENED,
    map('creator', SHARE),
    map('joiner', SHARE),
    store('creator', 0, 7),
    load('creator', 1),
    store('joiner', 1, 8),
    load('joiner', 0),
  ],
  plain: [...OPENED, map('creator', PLAIN), store('creator', 0, 7), load('creator', 1)],
  private: [
    ...OPENED,
    map('creator', ['MAP_PRIVATE', 'MAP_FIXED']),
    store('creator', 0, 7),
    { call: 'fork', process: 'creator', child: 'child' },
    load('creator', 1),
  ],
};

function callsOf(process: string, cpu: number): Call[] {
  return [
    load(process, cpu),
    store(process, cpu, 9),
    store(process, cpu, 10, 'buf+0x1'),
    { call: 'munmap', process, cpu, ...WHOLE },
    { call: 'mprotect', process, cpu, ...PAGE, prot: ['PROT_READ'] },
    { call: 'ftruncate', process, cpu, fd: 'pool', size: '0x0' },
    { call: 'ftruncate', process, cpu, fd: 'pool', size: '0x4000' },
    { call: 'mmap', process, cpu, ...WHOLE, prot: RW, flags: SHARE, fd: 'pool' },
    { call: 'mmap', process, cpu, ...WHOLE, prot: RW, flags: ['MAP_SHARED', 'MAP_FIXED'], fd: 'log' },
    { call: 'madvise', process, cpu, ...PAGE, advice: 'MADV_REMOVE' },
    { call: 'madvise', process, cpu, ...PAGE, advice: 'MADV_DONTNEED' },
    {
      call: 'mremap',
      process,
      cpu,
      addr: 'buf',
      oldLength: '0x4000',
      newLength: '0x4000',
      flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'],
      newAddr: 'far',
    },
    { call: 'exit', process, cpu },
    { call: 'fork', process, cpu, child: `child-of-${process}` },
  ];
}

/** Looks by those who live: on each CPU, and one that stores. */
function looksOf(processes: readonly string[]): Step[] {
  return [
    ...processes.flatMap((process) => [load(process, 0), load(process, 1), load(process, 0, 'buf+0x1')]),
    ...processes.flatMap((process) => [store(process, 0, 20), store(process, 1, 21)]),
    ...processes.flatMap((process) => [load(process, 0), load(process, 1)]),
  ];
}

function sceneOf(before: readonly Step[], calls: Readonly<Record<string, Call>>): Scene {
  const gone = new Set(Object.values(calls).flatMap((call) => (call.call === 'exit' ? [call.process] : [])));
  return { head: HEAD, before, calls, after: looksOf(HEAD.processes.filter((name) => !gone.has(name))) };
}

/** Two calls, of one process on its two CPUs or of both; none follows the end of its process. */
export function* pairs(): Generator<Scene> {
  for (const before of Object.values(beginnings)) {
    for (const first of callsOf('creator', 0))
      for (const second of [...callsOf('creator', 1), ...callsOf('joiner', 1)]) {
        const own = first.call === 'exit' && 'process' in second && second.process === first.process;
        const forks = first.call === 'fork' && second.call === 'fork';
        if (!own && !forks) yield sceneOf(before, { first, second });
      }
  }
}

/** Three calls, the first of which the others meet; in fewer worlds, and with fewer calls. */
export function* triples(): Generator<Scene> {
  for (const name of ['plain', 'mapped-and-touched']) {
    const before = beginnings[name] ?? [];
    for (const first of callsOf('creator', 0)) {
      if (first.call === 'exit') continue;
      for (const [second, third] of meetings()) yield sceneOf(before, { first, second, third });
    }
  }
}

function meetings(): [Call, Call][] {
  const calls = meeting();
  return calls.flatMap((one) => calls.filter((other) => other !== one).map((other): [Call, Call] => [one, other]));
}

/** Calls that take something away, or look. */
function meeting(): Call[] {
  const [reads, , , unmaps, , shrinks, , , replaces] = callsOf('creator', 1);
  const [, , , , , shrinksToo] = callsOf('joiner', 1);
  return [reads, unmaps, shrinks, replaces, shrinksToo].filter((call) => call !== undefined);
}

/** One call, the n-th allocation of which fails, for n from 1. */
export function* failures(most: number): Generator<Scene> {
  for (const before of Object.values(beginnings)) {
    for (const call of [...callsOf('creator', 0), { call: 'exec', process: 'creator', cpu: 0 } as const]) {
      if (call.call === 'close' || call.call === 'tables' || call.call === 'table-bytes' || call.call === 'present') continue;
      for (let allocation = 1; allocation <= most; allocation++) yield sceneOf(before, { first: { ...call, fail: { allocation } } });
    }
  }
}
