/** Steps of the trials that are made before anything is judged: setups, and calls that have to succeed. */
import type { Call, Setup } from '../../schemas/contract.ts';
import type { Geometry, MapFlags, Outcome, Prot } from '../../schemas/generated/types.ts';
import { outcomeIn } from '../wire/answers.ts';
import { ask, readReset } from '../wire/body.ts';
import type { Conversation } from '../wire/conversation.ts';
import { Lost } from '../wire/failure.ts';
import { reset, step } from '../wire/lines.ts';

/** Where trials map, aligned to a gibibyte. */
export const BASE = '0x40000000000';

/** Who is spoken to, and who is told that tables may have changed. */
export interface Bench {
  readonly conversation: Conversation;
  readonly eyes?: { begin(setup: Setup): Promise<void>; after(call: Call): void };
}

/** A call that belongs to one process. */
export type OwnCall = Exclude<Call, { call: 'tables' }>;

export function setupOf(pageSize: Geometry['pageSize'], levels: number, processes: readonly string[], size: string): Setup {
  const geometry: Geometry = { pageSize, entriesPerTable: 512, levels, cpus: 1 };
  return { generation: 'map-shared-pt', geometry, processes, files: { file: { size } } };
}

export async function begin({ conversation, eyes }: Bench, setup: Setup): Promise<void> {
  await ask(conversation, reset(setup), { what: 'reset' }, readReset);
  await eyes?.begin(setup);
}

export async function perform({ conversation, eyes }: Bench, call: OwnCall): Promise<Outcome> {
  const outcome = await ask(conversation, step(call), { what: call.call }, outcomeIn);
  eyes?.after(call);
  return outcome;
}

/** Throws Lost where the call does not succeed. */
export async function succeed(bench: Bench, call: OwnCall): Promise<Outcome> {
  const outcome = await perform(bench, call);
  if (outcome.result === 'done') return outcome;
  throw new Lost(`calibration: ${call.call} by ${call.process ?? 'nobody'} gave ${JSON.stringify(outcome)}`);
}

/** Opens the file, and maps it at the same address in each process. */
export async function mapFile(bench: Bench, process: string, length: string, more: MapFlags = []): Promise<Outcome> {
  await succeed(bench, { call: 'open', process, cpu: 0, file: 'file', flags: ['O_RDWR'], as: 'fd' });
  const prot: Prot = ['PROT_READ', 'PROT_WRITE'];
  const flags: MapFlags = ['MAP_SHARED', ...more, 'MAP_FIXED'];
  return perform(bench, { call: 'mmap', process, cpu: 0, addr: BASE, length, prot, flags, fd: 'fd', offset: '0x0' });
}

/** Levels of the machine, as the agent finds them: a setup for another machine is refused. */
export async function levelsOf({ conversation }: Bench): Promise<number> {
  for (const levels of [4, 5]) {
    const fits = await ask(conversation, reset(setupOf(4096, levels, ['A'], '0x1000')), { what: 'reset' }, outcomeIn);
    if (fits.result === 'done') return levels;
  }
  throw new Lost('calibration: the agent takes neither four levels of tables nor five');
}

/** An outcome that is no success, as the rest of a clause: `is refused with ENODEV`. */
export function saying(outcome: Outcome): string {
  switch (outcome.result) {
    case 'refused':
      return `is refused with ${outcome.errno}`;
    case 'fault':
      return `ends in ${outcome.signal}`;
    case 'unsupported':
      return `cannot be made${outcome.what === undefined ? '' : `: ${outcome.what}`}`;
    default:
      return `is ${outcome.result}`;
  }
}
