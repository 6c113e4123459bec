/** Where things are in the memory of a guest's kernel: read from the kernel itself, so that any build of it will do. */
import type { Conversation } from '../wire/conversation.ts';
import { readTypes } from './btf.ts';
import type { GuestMemory } from './guest-memory.ts';
import { kernelWord, symbols } from './questions.ts';

const NAMES = ['init_task', 'page_offset_base', 'phys_base', '__start_BTF', '__stop_BTF'] as const;
/** Kernel text and data are mapped from here, at `phys_base`, which may be "negative" where the kernel was moved. */
const KERNEL_MAP = 0xffff_ffff_8000_0000n;
const LARGEST_BTF = 64 * 1024 * 1024;

export interface KernelMap {
  readonly initTask: bigint;
  /** Offsets in bytes of members of `task_struct` and `mm_struct`. */
  readonly tasks: bigint;
  readonly pid: bigint;
  readonly mm: bigint;
  readonly pgd: bigint;
  /** Physical address of a kernel address. */
  physical(address: bigint): bigint;
}

function need(value: number | undefined, what: string): bigint {
  if (value === undefined) throw new Error(`the kernel's type information has no ${what}`);
  return BigInt(value);
}

/** Throws Error, Lost: where the kernel keeps its symbols or types to itself. */
export async function readKernelMap(conversation: Conversation, memory: GuestMemory): Promise<KernelMap> {
  const [initTask = 0n, pageOffset = 0n, physBase = 0n, start = 0n, stop = 0n] = await symbols(conversation, NAMES);
  if ([initTask, pageOffset, physBase, start, stop].includes(0n)) {
    const missing = NAMES.filter((_name, i) => [initTask, pageOffset, physBase, start, stop][i] === 0n);
    throw new Error(`the kernel does not tell where ${missing.join(', ')} is: it needs CONFIG_KALLSYMS_ALL and CONFIG_DEBUG_INFO_BTF`);
  }
  const base = await kernelWord(conversation, physBase);
  const direct = await kernelWord(conversation, pageOffset);
  const physical = (address: bigint): bigint => BigInt.asUintN(64, address >= KERNEL_MAP ? address - KERNEL_MAP + base : address - direct);
  if (stop - start > LARGEST_BTF) throw new Error('the type information of the kernel is too large');
  const bytes = Buffer.alloc(Number(stop - start));
  if (!memory.read(Number(physical(start)), bytes)) throw new Error('the type information of the kernel is not in memory');
  const types = readTypes(bytes);
  return {
    initTask,
    tasks: need(types.offset('task_struct', 'tasks'), 'task_struct.tasks'),
    pid: need(types.offset('task_struct', 'pid'), 'task_struct.pid'),
    mm: need(types.offset('task_struct', 'mm'), 'task_struct.mm'),
    pgd: need(types.offset('mm_struct', 'pgd'), 'mm_struct.pgd'),
    physical,
  };
}
