import { expect, test } from 'vitest';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { BodyDescription, Step } from '../../schemas/generated/types.ts';
import { lacksOf } from '../../schemas/lacks.ts';
import { lowered } from '../../schemas/lowered.ts';
import { traceOf } from './traces.ts';

const STEPS: readonly Step[] = [
  { call: 'exec', process: 'A', begins: 'x' },
  { call: 'present', process: 'A', addr: '0x1000' },
  { call: 'mmap', process: 'A', length: '0x1000', prot: [], flags: ['MAP_SHARED', 'MAP_ANONYMOUS'], fail: { allocation: 1 } },
  { call: 'return', of: 'x' },
  { call: 'exec', process: 'A' },
];
const needed = { ...lowered(traceOf(STEPS)), geometry: DEFAULT_GEOMETRY };
const whatFor = (body: Partial<BodyDescription>): string[] =>
  lacksOf(needed, { name: 'b', generations: [], shows: [], ...body }).map(({ what }) => what);

test('a body that says nothing of calls has all of them, one after the other', () => {
  expect(whatFor({})).toEqual(['calls that overlap', 'allocations that fail']);
  expect(whatFor({ overlaps: true, faults: ['allocation'] })).toEqual([]);
});

test('everything that it lacks is told, each call once, and looks are not missed', () => {
  const geometry = { ...DEFAULT_GEOMETRY, cpus: 1, levels: DEFAULT_GEOMETRY.levels + 1 };
  expect(whatFor({ calls: [], geometry })).toEqual([
    'calls that overlap',
    'allocations that fail',
    'other machines',
    'more CPUs',
    'exec',
    'mmap',
  ]);
  expect(whatFor({ calls: ['mmap'], overlaps: true, faults: ['allocation'] })).toEqual(['exec']);
});

test('of several the reason is the first, and names all missing calls', () => {
  const [first] = lacksOf(needed, { name: 'b', generations: [], shows: [], calls: [], overlaps: true, faults: ['allocation'] });
  expect(first?.why).toBe('the body does not support exec, mmap');
});
