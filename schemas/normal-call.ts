import type { Call } from './contract.ts';
import type { MmapCall, MremapCall } from './generated/types.ts';
import { argumentsOf } from './step-keys.ts';

/**
 * A call as it is performed and judged: what documents it (expect, note) and how it overlaps (begins, pause) left out, the CPU
 * filled in, addresses replaced where they are given. Calls of one name are all made alike, which keeps the code that reads them
 * fast; one in which something is to fail is made apart.
 */
export function normalCall(step: Call, addr?: string, newAddr?: string): Call {
  const call = bareCall(step, addr, newAddr);
  // To read it is quicker than to ask whether it is there.
  const { fail } = step as { readonly fail?: unknown };
  return fail === undefined ? call : ({ ...call, fail } as Call);
}

function bareCall(step: Call, addr: string | undefined, newAddr: string | undefined): Call {
  const cpu = step.cpu ?? 0;
  switch (step.call) {
    case 'load':
      return { call: 'load', process: step.process, cpu, addr: addr ?? step.addr };
    case 'store':
      return { call: 'store', process: step.process, cpu, addr: addr ?? step.addr, value: step.value };
    case 'present':
      return { call: 'present', process: step.process, cpu, addr: addr ?? step.addr };
    case 'mprotect':
      return { call: 'mprotect', process: step.process, cpu, addr: addr ?? step.addr, length: step.length, prot: step.prot };
    case 'munmap':
      return { call: 'munmap', process: step.process, cpu, addr: addr ?? step.addr, length: step.length };
    case 'madvise':
      return { call: 'madvise', process: step.process, cpu, addr: addr ?? step.addr, length: step.length, advice: step.advice };
    case 'mmap':
      return normalMmap(step, cpu, addr);
    case 'mremap':
      return normalMremap(step, cpu, addr, newAddr);
    case 'mshare':
    case 'mshare_attach':
    case 'mshare_detach':
      return placedOnRegion(step, cpu, addr);
    default:
      return placeless(step, cpu);
  }
}

function normalMmap(step: MmapCall, cpu: number, addr: string | undefined): MmapCall {
  const { process, length, prot, flags } = step;
  const call: MmapCall = { call: 'mmap', process, cpu, length, prot, flags };
  const place = addr ?? step.addr;
  if (place !== undefined) call.addr = place;
  if (step.fd !== undefined) call.fd = step.fd;
  if (step.offset !== undefined) call.offset = step.offset;
  if (step.as !== undefined) call.as = step.as;
  return call;
}

function normalMremap(step: MremapCall, cpu: number, addr: string | undefined, newAddr: string | undefined): MremapCall {
  const { process, oldLength, newLength, flags } = step;
  const call: MremapCall = { call: 'mremap', process, cpu, addr: addr ?? step.addr, oldLength, newLength, flags };
  const target = newAddr ?? step.newAddr;
  if (target !== undefined) call.newAddr = target;
  if (step.as !== undefined) call.as = step.as;
  return call;
}

type OnRegion = 'mshare' | 'mshare_attach' | 'mshare_detach';
type Placed = 'load' | 'store' | 'present' | 'mprotect' | 'munmap' | 'madvise' | 'mmap' | 'mremap' | OnRegion;

function placedOnRegion(step: Extract<Call, { call: OnRegion }>, cpu: number, addr: string | undefined): Call {
  const place = addr ?? step.addr;
  const call = bare(step, cpu);
  return place === undefined ? call : { ...call, addr: place };
}

/** Calls that are made seldom: made in one order all the same. */
function bare<C extends Extract<Call, { process: string }>>(step: C, cpu: number): C {
  const call: Record<string, unknown> = { call: step.call, process: step.process, cpu };
  for (const property of argumentsOf(step.call)) {
    const value = (step as unknown as Readonly<Record<string, unknown>>)[property];
    if (value !== undefined) call[property] = value;
  }
  return call as unknown as C;
}

/** Calls without an address. */
function placeless(step: Exclude<Call, { call: Placed }>, cpu: number): Call {
  switch (step.call) {
    case 'open':
      return { call: 'open', process: step.process, cpu, file: step.file, flags: step.flags, as: step.as };
    case 'close':
      return { call: 'close', process: step.process, cpu, fd: step.fd };
    case 'ftruncate':
      return { call: 'ftruncate', process: step.process, cpu, fd: step.fd, size: step.size };
    case 'fork':
      return { call: 'fork', process: step.process, cpu, child: step.child };
    case 'exec':
      return { call: 'exec', process: step.process, cpu };
    case 'exit':
      return { call: 'exit', process: step.process, cpu };
    case 'tables':
      return { call: 'tables', cpu };
    case 'table-bytes':
      return step.process === undefined ? { call: 'table-bytes', cpu } : { call: 'table-bytes', process: step.process, cpu };
    default:
      return bare(step, cpu);
  }
}
