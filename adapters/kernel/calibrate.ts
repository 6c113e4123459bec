/**
 * Before anything is judged, the eyes are tried on the kernel at hand: what is known to be shared has to read as shared, and what is
 * known to be private as private.
 */
import type { Call, Setup } from '../../schemas/contract.ts';
import type { Geometry, Outcome, Snapshot } from '../../schemas/generated/types.ts';
import type { Conversation } from '../wire/conversation.ts';
import { ask, readReset } from '../wire/body.ts';
import { outcomeIn } from '../wire/answers.ts';
import { Lost } from '../wire/failure.ts';
import { reset, step } from '../wire/lines.ts';
import type { Unnumbered } from '../wire/lines.ts';
import type { Eyes } from './eyes.ts';
import { sharedTables } from './shared-tables.ts';

const BASE = '0x40000000000';
const FILE = { size: '0x400000' };
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

async function begin({ conversation, eyes }: Bench, setup: Setup): Promise<void> {
  await ask(conversation, reset(setup), { what: 'reset' }, readReset);
  await eyes.begin(setup);
}

async function perform({ conversation, eyes }: Bench, call: Call): Promise<Outcome> {
  const outcome = await ask(conversation, step(call), { what: call.call }, outcomeIn);
  eyes.after(call);
  return outcome;
}

async function succeed(bench: Bench, call: Exclude<Call, { call: 'tables' }>): Promise<void> {
  const outcome = await perform(bench, call);
  if (outcome.result !== 'done') throw new Lost(`calibration: ${call.call} by ${call.process ?? 'nobody'} gave ${JSON.stringify(outcome)}`);
}

function setupOf(pageSize: Geometry['pageSize'], levels: number, processes: readonly string[], size: string): Setup {
  const geometry: Geometry = { pageSize, entriesPerTable: 512, levels, cpus: 1 };
  return { generation: 'map-shared-pt', geometry, processes, files: { file: { size } } };
}

/** Opens the file, maps it at the same address, and touches its first page. */
async function join(bench: Bench, process: string, length: string): Promise<void> {
  await succeed(bench, { call: 'open', process, cpu: 0, file: 'file', flags: ['O_RDWR'], as: 'fd' });
  const prot = ['PROT_READ', 'PROT_WRITE'] as const;
  const flags = ['MAP_SHARED', 'MAP_FIXED'] as const;
  await succeed(bench, { call: 'mmap', process, cpu: 0, addr: BASE, length, prot: [...prot], flags: [...flags], fd: 'fd', offset: '0x0' });
  await succeed(bench, { call: 'store', process, cpu: 0, addr: BASE, value: 1 });
}

function trial(name: string, expected: string, seen: string): Trial {
  return { name, expected, seen, passed: expected === seen };
}

function countShared(shot: Snapshot): string {
  const shared = sharedTables(shot, 1);
  return shared === 0 ? 'no leaf table shared' : `${shared} leaf ${shared === 1 ? 'table' : 'tables'} shared`;
}

/** Two processes map one ordinary file: the same pages, and tables of their own. */
async function plainFiles(bench: Bench, levels: number): Promise<Trial> {
  await begin(bench, setupOf(4096, levels, ['A', 'B'], FILE.size));
  await join(bench, 'A', FILE.size);
  await join(bench, 'B', FILE.size);
  return trial('an ordinary shared file', 'no leaf table shared', countShared(await bench.eyes.look()));
}

/** A task that was made with CLONE_VM has the address space of its parent. */
async function oneAddressSpace(bench: Bench, levels: number): Promise<Trial> {
  await begin(bench, setupOf(4096, levels, ['A'], FILE.size));
  await join(bench, 'A', FILE.size);
  const child = '"kind":"step","step":{"call":"clone-vm","process":"A","cpu":0,"child":"B"}}\n';
  const outcome = await ask(bench.conversation, child as Unnumbered, { what: 'clone' }, outcomeIn);
  const tops = await bench.eyes.tops();
  const same = outcome.result === 'done' && tops.size === 2 && tops.get('A') === tops.get('B');
  return trial(
    'two tasks of one address space',
    'one top table',
    same ? 'one top table' : `${new Set(tops.values()).size} top tables of ${tops.size} tasks`,
  );
}

/** A gibibyte of huge pages shares its table, until one process changes a protection. */
async function hugePages(bench: Bench, levels: number): Promise<Trial[]> {
  await begin(bench, setupOf(2_097_152, levels - 1, ['A', 'B'], GIB));
  await join(bench, 'A', GIB);
  await join(bench, 'B', GIB);
  const before = countShared(await bench.eyes.look());
  await succeed(bench, { call: 'mprotect', process: 'B', cpu: 0, addr: BASE, length: '0x200000', prot: ['PROT_READ'] });
  await perform(bench, { call: 'load', process: 'B', cpu: 0, addr: SECOND_PAGE });
  const after = countShared(await bench.eyes.look());
  return [
    trial('a gibibyte of huge pages', '1 leaf table shared', before),
    trial('the same, after one process has changed a protection', 'no leaf table shared', after),
  ];
}

/** Levels of the machine, as the agent finds them: a setup for another machine is refused. */
async function levelsOf(bench: Bench): Promise<number> {
  for (const levels of [4, 5]) {
    const setup = setupOf(4096, levels, ['A'], '0x1000');
    const fits = await ask(bench.conversation, reset(setup), { what: 'reset' }, outcomeIn);
    if (fits.result === 'done') return levels;
  }
  throw new Lost('calibration: the agent takes neither four levels of tables nor five');
}

/**
 * Performs all trials. `hugePages` is false where the guest has none, and only the first two are tried.
 * Throws Lost where a step of a trial fails.
 */
export async function calibrate(conversation: Conversation, eyes: Eyes, huge: boolean): Promise<Trial[]> {
  const bench = { conversation, eyes };
  const levels = await levelsOf(bench);
  return [await oneAddressSpace(bench, levels), await plainFiles(bench, levels), ...(huge ? await hugePages(bench, levels) : [])];
}
