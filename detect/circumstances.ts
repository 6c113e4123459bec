/** Where a rule can be silenced: the circumstances in which it is asked. */
import type { Inspection, Rule, View } from '../spec/index.ts';

/** What a rule is asked about. */
export type Asked = View | Inspection;

export type Circumstance = readonly [where: string, when: (asked: Asked) => boolean];

/** Where any rule can be silenced: what kind of world it is asked about. */
const WORLDS: readonly Circumstance[] = [
  ['with three processes or more', ({ world }) => world.processes.size > 2],
  ['with two processes or fewer', ({ world }) => world.processes.size <= 2],
  ['with a process that has ended', ({ world }) => [...world.processes.values()].some(({ alive }) => !alive)],
  ['with a region of several slots', ({ world }) => world.regions.some(({ pages }) => pages > world.slotPages)],
  ['after a region came to its end', ({ world }) => world.ended.size > 0],
  ['after somebody left a region', ({ world }) => world.regions.some(({ departure }) => departure !== undefined)],
];

/** Where a rule about accesses can be silenced. */
const ACCESSES: readonly Circumstance[] = [
  ['at loads', ({ call }) => call.call === 'load'],
  ['at stores', ({ call }) => call.call === 'store'],
  ['on CPU 0', ({ call }) => (call.cpu ?? 0) === 0],
  ['on CPU 1', ({ call }) => call.cpu === 1],
  ['at the first page of a mapping', (asked) => pageIn(asked) === 0],
  ['beyond the first page of a mapping', (asked) => pageIn(asked) > 0],
  ['in a process born by fork', (asked) => 'mapping' in asked && asked.mapping?.forked === true],
];

const CHANGERS: readonly Circumstance[] = [
  ['for whoever changed the protection', (asked) => 'protection' in asked && asked.protection?.by === asked.process?.name],
];

/** Where a rule about calls can be silenced, beside each of its calls. */
const RANGES: readonly Circumstance[] = [
  ['where part of a region is named', (asked) => 'partial' in asked && asked.partial],
  ['where more than a region is named', (asked) => 'wider' in asked && asked.wider],
  ['where a hole is named', (asked) => 'hole' in asked && asked.hole],
];

/** The circumstances that make a difference to a rule, by what it speaks about. */
export function circumstancesOf({ family, calls = [], onAccess, onCall }: Rule): readonly Circumstance[] {
  return [
    ...WORLDS,
    ...(onAccess === undefined ? [] : ACCESSES),
    ...(onAccess !== undefined && family === 'protection' ? CHANGERS : []),
    ...(onCall === undefined ? [] : [...RANGES, ...calls.map((name): Circumstance => [`at ${name}`, ({ call }) => call.call === name])]),
  ];
}

/** The page of an access, from the start of its mapping; -1 for what is no access or meets no mapping. */
function pageIn(asked: Asked): number {
  return 'kind' in asked && asked.kind === 'access' && asked.mapping !== undefined ? asked.page - asked.mapping.start : -1;
}
