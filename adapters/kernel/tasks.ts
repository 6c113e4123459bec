/** The processes of a guest, by its kernel's list of tasks. */
import type { GuestMemory } from './guest-memory.ts';
import type { KernelMap } from './kernel-map.ts';

/** An address space: its kernel address, which tells it from others, and the physical address of its top table. */
export interface AddressSpace {
  readonly mm: bigint;
  readonly top: bigint;
}

/** More tasks than a guest of ours ever has: the list is being changed, or is none. */
const MOST_TASKS = 10_000;

/** Address spaces by process id. Kernel threads have none. Throws RangeError where the list leads out of memory. */
export function listTasks(memory: GuestMemory, map: KernelMap): Map<number, AddressSpace> {
  const found = new Map<number, AddressSpace>();
  const word = (address: bigint): bigint => memory.word64(map.physical(address));
  let task = map.initTask;
  for (let i = 0; i < MOST_TASKS; i++) {
    const mm = word(task + map.mm);
    if (mm !== 0n) found.set(Number(BigInt.asUintN(32, word(task + map.pid))), { mm, top: map.physical(word(mm + map.pgd)) });
    task = word(task + map.tasks) - map.tasks;
    if (task === map.initTask) return found;
  }
  throw new RangeError('the list of tasks does not end');
}
