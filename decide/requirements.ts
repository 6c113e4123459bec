/** What the proposals ask of the feature, each as stories and what is to come of them. */
import type { Operation, Who } from './operation.ts';
import { share } from './play.ts';
import type { Effect, Played } from './play.ts';

export interface Check {
  readonly title: string;
  readonly story: readonly Operation[];
  /** What is wanted, in words. */
  readonly wanted: string;
  readonly holds: (played: Played) => boolean;
}

export interface Requirement {
  readonly id: string;
  readonly title: string;
  /** Who asks for it. */
  readonly source: string;
  readonly checks: readonly Check[];
}

const create: Operation = { do: 'create', by: 'A' };
const joins = (by: Who): Operation => ({ do: 'join', by });
const writes = (by: Who, page = 0): Operation => ({ do: 'write', by, page });
const reads = (by: Who, page = 0): Operation => ({ do: 'read', by, page });
const allows = (by: Who, allow: 'nothing' | 'loads' | 'stores'): Operation => ({ do: 'protect', by, allow });

/** The effect of the last operation, which is nothing where the story ended before. */
function last({ effects }: Played, story: readonly Operation[]): Effect | undefined {
  return effects.length === story.length ? effects.at(-1) : undefined;
}

/** The story ends so, and everything before was done. */
function ends(title: string, wanted: string, story: readonly Operation[], passes: (effect: Effect, played: Played) => boolean): Check {
  const holds = (played: Played): boolean => {
    const effect = last(played, story);
    const before = played.effects.slice(0, -1).every((one) => one.effect === 'done' || one.effect === 'fault');
    return effect !== undefined && before && passes(effect, played);
  };
  return { title, story, wanted, holds };
}

const isDone = ({ effect }: Effect): boolean => effect === 'done';
const faults = ({ effect }: Effect): boolean => effect === 'fault';
const shows = (effect: Effect, value: number): boolean => effect.effect === 'done' && effect.value === value;
/** Did nobody make a call of this name? */
const without = ({ steps }: Played, ...calls: readonly string[]): boolean => !steps.some(({ call }) => calls.includes(call));
/** Page of the second object. */
const SECOND = 16;

/** A and B share and have both touched a page. */
const SHARED: readonly Operation[] = [create, joins('B'), writes('A'), reads('B')];

export const requirements: readonly Requirement[] = [
  {
    id: 'memory',
    title: 'One set of leaf tables, however many share',
    source: 'every cover letter: 8 bytes of table for each page and process',
    checks: [
      ends('two touch the same page', 'a common leaf table', SHARED, (e, p) => isDone(e) && share(p, 'A', 'B')),
      ends(
        'a child touches the same page',
        'a common leaf table',
        [create, writes('A'), { do: 'fork', by: 'A', child: 'A1' }, reads('A1')],
        (e, p) => isDone(e) && share(p, 'A', 'A1'),
      ),
      ends(
        'three do',
        'a common leaf table',
        [...SHARED, joins('C'), reads('C')],
        (e, p) => isDone(e) && share(p, 'A', 'C') && share(p, 'B', 'C'),
      ),
    ],
  },
  {
    id: 'instant-protection',
    title: 'One call changes the protection for all, at once and for good',
    source: 'the goal of every generation by Aziz',
    checks: [
      ends(
        'the creator takes write access away',
        'a store of the other faults',
        [...SHARED, writes('B'), allows('A', 'loads'), writes('B')],
        faults,
      ),
      ends('a joiner does', 'a store of the creator faults', [...SHARED, allows('B', 'loads'), writes('A')], faults),
      ends(
        'the other tries in vain',
        'the creator does not get it back',
        [...SHARED, allows('A', 'loads'), writes('B'), writes('A')],
        (e, { effects }) => faults(e) && effects.at(-2)?.effect === 'fault',
      ),
      ends(
        'access is given back',
        'the other, which could not, may store',
        [...SHARED, allows('A', 'loads'), writes('B'), allows('A', 'stores'), writes('B')],
        (e, { effects }) => isDone(e) && effects.at(-3)?.effect === 'fault',
      ),
    ],
  },
  {
    id: 'opt-in',
    title: 'Who did not ask is not touched',
    source: 'Aziz and Peter Xu: only consent lets one process decide for others',
    checks: [
      ends(
        'somebody maps the same object by ordinary means',
        'its stores go on',
        [create, { do: 'map plainly', by: 'B' }, writes('B'), allows('A', 'loads'), writes('B')],
        isDone,
      ),
      ends(
        'its page tables',
        'are its own',
        [create, { do: 'map plainly', by: 'B' }, writes('A'), reads('B')],
        (e, p) => isDone(e) && !share(p, 'A', 'B'),
      ),
    ],
  },
  {
    id: 'unrelated-processes',
    title: 'Processes that are not related can share',
    source: 'the clients of a database, in every cover letter',
    checks: [ends('one joins that nobody forked', 'a common leaf table', SHARED, (e, p) => isDone(e) && share(p, 'A', 'B'))],
  },
  {
    id: 'fork',
    title: 'A child shares what its parent shares',
    source: 'Hildenbrand, February 2026; Android: Zygote',
    checks: [
      ends(
        'a child reads what its parent wrote',
        'a common leaf table',
        [create, writes('A'), { do: 'fork', by: 'A', child: 'A1' }, reads('A1')],
        (e, p) => shows(e, 7) && share(p, 'A', 'A1'),
      ),
      ends(
        'the parent exits',
        'the child goes on',
        [create, writes('A'), { do: 'fork', by: 'A', child: 'A1' }, { do: 'exit', by: 'A' }, reads('A1')],
        (e) => shows(e, 7),
      ),
    ],
  },
  {
    id: 'arbitrary-objects',
    title: 'Several objects, files and memory, in one region',
    source: 'Wilcox on ptshare, 2023; goal (2) of the question of October 2023',
    checks: [
      ends(
        'a file is placed beside the first object',
        'the other reaches it',
        [...SHARED, { do: 'place', by: 'A', object: 'file' }, writes('B', SECOND)],
        isDone,
      ),
      ends(
        'anonymous memory is placed',
        'the other reaches it',
        [...SHARED, { do: 'place', by: 'A', object: 'anonymous' }, writes('B', SECOND)],
        isDone,
      ),
      ends('a page is taken out', 'the other faults', [...SHARED, { do: 'withdraw', by: 'A' }, reads('B')], faults),
    ],
  },
  {
    id: 'protection-keeps-data',
    title: 'A change of protection keeps what is in the memory, whatever it is',
    source: 'mprotect(2)',
    checks: [
      ends(
        'anonymous memory is made read-only',
        'the other finds its bytes',
        [
          ...SHARED,
          { do: 'place', by: 'A', object: 'anonymous' },
          writes('B', SECOND),
          { do: 'protect', by: 'A', allow: 'loads', page: SECOND },
          reads('B', SECOND),
        ],
        (e) => shows(e, 7),
      ),
    ],
  },
  {
    id: 'no-new-filesystem',
    title: 'No filesystem of its own',
    source: 'Morton, June 2022; Biederman and Wilcox on names in a filesystem',
    checks: [ends('two share', 'nothing is mounted', SHARED, (e, p) => isDone(e) && without(p, 'mount'))],
  },
  {
    id: 'calls-as-they-are',
    title: 'No new call',
    source: 'Wilcox and Biederman on mshare(): why not open, mmap and unlink',
    checks: [
      ends('two share', 'by open, ftruncate, mmap alone', SHARED, (e, p) => isDone(e) && p.steps.every(({ call }) => ORDINARY.has(call))),
    ],
  },
  {
    id: 'any-address',
    title: 'Each process chooses its address',
    source: 'Kravetz, April 2023: one address for all is at odds with ASLR',
    checks: [
      ends('one joins at another address', 'it joins', [create, { do: 'join', by: 'B', how: 'elsewhere' }], isDone),
      ends(
        'both touch a page',
        'a common leaf table',
        [create, { do: 'join', by: 'B', how: 'elsewhere' }, writes('A'), reads('B')],
        (e, p) => shows(e, 7) && share(p, 'A', 'B'),
      ),
    ],
  },
  {
    id: 'small-regions',
    title: 'Regions need not be huge',
    source: 'Hansen and Hemment, 2022: 512 GiB is a large unit; PMD?',
    checks: [ends('two share', 'a region of at most 1 GiB', SHARED, (e, p) => isDone(e) && p.bytes <= 2 ** 30)],
  },
  {
    id: 'unit-told',
    title: 'A program can find out the unit',
    source: 'Hansen, January 2022: how does user space know',
    checks: [ends('the creator asks', 'an answer', [{ do: 'ask the unit', by: 'A' }], isDone)],
  },
  {
    id: 'creator-may-go',
    title: 'The region lives on without its creator',
    source: 'Aziz, January 2022: operators do not accept to depend on one process',
    checks: [
      ends('the creator exits', 'the other goes on', [...SHARED, { do: 'exit', by: 'A' }, writes('B')], isDone),
      ends('the creator leaves', 'the other goes on', [...SHARED, { do: 'leave', by: 'A' }, writes('B')], isDone),
      ends(
        'one more joins',
        'it finds the data, and shares',
        [...SHARED, { do: 'exit', by: 'A' }, joins('C'), writes('B'), reads('C')],
        (e, p) => shows(e, 7) && share(p, 'B', 'C'),
      ),
    ],
  },
  {
    id: 'someone-answers',
    title: 'Some process answers for the memory, and it ends with that one',
    source: 'Hildenbrand after LSF/MM 2024; Shutemov: the OOM killer must have someone to kill',
    checks: [ends('the creator exits', 'the memory is gone for the other', [...SHARED, { do: 'exit', by: 'A' }, reads('B')], faults)],
  },
  {
    id: 'own-restrictions',
    title: 'A process can deny itself what the others may do',
    source: 'Hildenbrand, 2023: a mapping with fewer rights than the region',
    checks: [
      ends(
        'one joins for reading alone',
        'its stores fault',
        [create, writes('A'), { do: 'join', by: 'B', how: 'reading' }, writes('B')],
        faults,
      ),
      ends(
        'and shares all the same',
        'a common leaf table',
        [create, writes('A'), { do: 'join', by: 'B', how: 'reading' }, reads('B')],
        (e, p) => isDone(e) && share(p, 'A', 'B'),
      ),
    ],
  },
  {
    id: 'private-change',
    title: 'A process can change its protection without the others',
    source: 'Android: Zygote and its children; Hildenbrand: unshare on a change of one mapping',
    checks: [ends('one allows itself loads alone', 'the other still stores', [...SHARED, allows('B', 'loads'), writes('A')], isDone)],
  },
  {
    id: 'leave-in-part',
    title: 'A process can give up a part of the region',
    source: 'an open question of the covers of 2023',
    checks: [ends('one unmaps a page', 'the other goes on', [...SHARED, { do: 'leave in part', by: 'B' }, reads('A')], isDone)],
  },
];

/** Calls that every kernel has, and that are not told what to do by a request number. */
const ORDINARY: ReadonlySet<string> = new Set([
  'open',
  'close',
  'ftruncate',
  'fallocate',
  'fstat',
  'read',
  'mmap',
  'load',
  'store',
  'mount',
  'pass-fd',
]);
