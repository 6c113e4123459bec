/**
 * Before anything is judged, the eyes are tried on the kernel at hand: what is known to be shared has to read as shared, what is
 * known to be private as private, and pages have to lie where the kernel itself says that they lie.
 */
import type { Snapshot } from '../../schemas/generated/types.ts';
import { outcomeIn } from '../wire/answers.ts';
import { ask } from '../wire/body.ts';
import type { Conversation } from '../wire/conversation.ts';
import type { Unnumbered } from '../wire/lines.ts';
import type { Eyes } from './eyes.ts';
import { frameAt } from './frame-at.ts';
import { frame } from './questions.ts';
import { sharedTables } from './shared-tables.ts';
import { BASE, begin, mapFile, perform, setupOf, succeed } from './trial-steps.ts';

const SLOTS = '0x400000';
const GIB = '0x40000000';
const SECOND_PAGE = '0x40000200000';

/** What was tried, and what was seen. */
export interface Trial {
  readonly name: string;
  readonly expected: string;
  readonly seen: string;
  readonly passed: boolean;
}

interface Bench {
  readonly conversation: Conversation;
  readonly eyes: Eyes;
}

function trial(name: string, expected: string, seen: string): Trial {
  return { name, expected, seen, passed: expected === seen };
}

/** In words: how many leaf tables are reached from more than one process. */
export function countShared(shot: Snapshot): string {
  const shared = sharedTables(shot, 1);
  return shared === 0 ? 'no leaf table shared' : `${shared} leaf ${shared === 1 ? 'table' : 'tables'} shared`;
}

/** Maps the file in both, and touches its first page. */
async function touchBoth(bench: Bench, length: string): Promise<void> {
  for (const process of ['A', 'B']) {
    await mapFile(bench, process, length);
    await succeed(bench, { call: 'store', process, cpu: 0, addr: BASE, value: 1 });
  }
}

/** Each process has a page of its own at one address. By /proc/pid/pagemap it lies where the tables say; this needs no list of tasks. */
async function ownPages(bench: Bench, levels: number): Promise<Trial> {
  await begin(bench, setupOf(4096, levels, ['A', 'B'], SLOTS));
  for (const process of ['A', 'B']) {
    const flags = ['MAP_PRIVATE', 'MAP_FIXED', 'MAP_ANONYMOUS'] as const;
    await succeed(bench, {
      call: 'mmap',
      process,
      cpu: 0,
      addr: BASE,
      length: '0x1000',
      prot: ['PROT_READ', 'PROT_WRITE'],
      flags: [...flags],
    });
    await succeed(bench, { call: 'store', process, cpu: 0, addr: BASE, value: 1 });
  }
  const shot = await bench.eyes.look();
  const told = [await frame(bench.conversation, 'A', BASE), await frame(bench.conversation, 'B', BASE)];
  const seen = ['A', 'B'].map((process) => frameAt(shot, process, BigInt(BASE)) ?? 'none');
  return trial('a page of each of two processes', `frames ${told.join(' and ')}`, `frames ${seen.join(' and ')}`);
}

/** Two processes map one ordinary file: the same pages, and tables of their own. */
async function plainFiles(bench: Bench, levels: number): Promise<Trial> {
  await begin(bench, setupOf(4096, levels, ['A', 'B'], SLOTS));
  await touchBoth(bench, SLOTS);
  return trial('an ordinary shared file', 'no leaf table shared', countShared(await bench.eyes.look()));
}

/** A task that was made with CLONE_VM has the address space of its parent. */
async function oneAddressSpace(bench: Bench, levels: number): Promise<Trial> {
  await begin(bench, setupOf(4096, levels, ['A'], SLOTS));
  const child = '"kind":"step","step":{"call":"clone-vm","process":"A","cpu":0,"child":"B"}}\n';
  const outcome = await ask(bench.conversation, child as Unnumbered, { what: 'clone' }, outcomeIn);
  const tops = await bench.eyes.tops();
  const same = outcome.result === 'done' && tops.size === 2 && tops.get('A') === tops.get('B');
  const seen = same ? 'one top table' : `${new Set(tops.values()).size} top tables of ${tops.size} tasks`;
  return trial('two tasks of one address space', 'one top table', seen);
}

/** A gibibyte of huge pages shares its table, until one process changes a protection. */
async function hugePages(bench: Bench, levels: number): Promise<Trial[]> {
  await begin(bench, setupOf(2_097_152, levels - 1, ['A', 'B'], GIB));
  await touchBoth(bench, GIB);
  const before = countShared(await bench.eyes.look());
  await succeed(bench, { call: 'mprotect', process: 'B', cpu: 0, addr: BASE, length: '0x200000', prot: ['PROT_READ'] });
  await perform(bench, { call: 'load', process: 'B', cpu: 0, addr: SECOND_PAGE });
  const after = countShared(await bench.eyes.look());
  return [
    trial('a gibibyte of huge pages', '1 leaf table shared', before),
    trial('the same, after one process has changed a protection', 'no leaf table shared', after),
  ];
}

/**
 * Performs all trials. `huge` is false where the guest has no huge pages, and nothing can be seen shared but whole address spaces.
 * Throws Lost where a step of a trial fails.
 */
export async function calibrate(conversation: Conversation, eyes: Eyes, levels: number, huge: boolean): Promise<Trial[]> {
  const bench = { conversation, eyes };
  return [
    await ownPages(bench, levels),
    await oneAddressSpace(bench, levels),
    await plainFiles(bench, levels),
    ...(huge ? await hugePages(bench, levels) : []),
  ];
}
