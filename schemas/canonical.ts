/**
 * The content hash of a trace: sha256 of a canonical text of all that changes what is performed. Ids, titles, notes,
 * expectations, the order of keys and of flags, and defaults that are spelt out do not change it.
 *
 * The text: a line `ptshare 1`, the generation, the geometry, then one line each for files and regions (sorted by name),
 * processes and steps (in order). Fields are separated by blanks; an absent one is `-`. No name, number or flag holds a
 * blank, so the text can be read in one way only.
 */
import { hash } from 'node:crypto';
import { DEFAULT_GEOMETRY } from './contract.ts';
import type { FileSetup, Step, Trace } from './generated/types.ts';

/** Lists of flags are sets, written as the sum of these weights. */
const WEIGHTS: Readonly<Record<string, number>> = {
  PROT_READ: 1,
  PROT_WRITE: 2,
  PROT_EXEC: 4,
  MAP_SHARED: 1,
  MAP_PRIVATE: 2,
  MAP_SHARED_VALIDATE: 4,
  MAP_FIXED: 8,
  MAP_FIXED_NOREPLACE: 16,
  MAP_ANONYMOUS: 32,
  MAP_SHARED_PT: 64,
  // Reading is what open does where no access is named.
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CLOEXEC: 4,
  MREMAP_MAYMOVE: 1,
  MREMAP_FIXED: 2,
};

function sum(flags: readonly string[]): number {
  let total = 0;
  for (const flag of flags) total += WEIGHTS[flag] ?? 0;
  return total;
}

/** What a call says beyond its process and CPU, in a fixed order. */
function rest(step: Step): string {
  switch (step.call) {
    case 'open':
      return `${step.file} ${sum(step.flags)} ${step.as}`;
    case 'close':
      return step.fd;
    case 'ftruncate':
      return `${step.fd} ${step.size}`;
    case 'mmap':
      return `${step.addr ?? '-'} ${step.length} ${sum(step.prot)} ${sum(step.flags)} ${step.fd ?? '-'} ${step.offset ?? '0x0'} ${step.as ?? '-'}`;
    case 'munmap':
      return `${step.addr} ${step.length}`;
    case 'mprotect':
      return `${step.addr} ${step.length} ${sum(step.prot)}`;
    case 'madvise':
      return `${step.addr} ${step.length} ${step.advice}`;
    case 'mremap':
      return `${step.addr} ${step.oldLength} ${step.newLength} ${sum(step.flags)} ${step.newAddr ?? '-'} ${step.as ?? '-'}`;
    case 'fork':
      return step.child;
    case 'load':
    case 'present':
      return step.addr;
    case 'store':
      return `${step.addr} ${step.value}`;
    case 'resume':
      return `${step.of} ${step.pause ?? '-'}`;
    case 'return':
      return step.of;
    default:
      return '-';
  }
}

function stepLine(step: Step): string {
  const process = 'process' in step ? (step.process ?? '-') : '-';
  return `${step.call} ${process} ${step.cpu ?? 0} ${rest(step)}${flight(step)}\n`;
}

/** How a call that begins here pauses, and what fails in it. */
function flight(step: Step): string {
  const begins = step.begins === undefined ? '' : ` begins ${step.begins}`;
  const pause = step.call === 'return' || step.call === 'resume' || step.pause === undefined ? '' : ` pause ${step.pause}`;
  const fail = 'fail' in step && step.fail !== undefined ? ` fail allocation ${step.fail.allocation}` : '';
  return `${begins}${pause}${fail}`;
}

function fileLine(name: string, file: FileSetup): string {
  return `file ${name} ${file.size} ${file.content ?? 'zeros'}\n`;
}

/** Own entries with a value, sorted by name. */
function entries<T>(table: Readonly<Record<string, T | undefined>>): [string, T][] {
  const found = Object.entries(table).filter((entry): entry is [string, T] => entry[1] !== undefined);
  return found.length < 2 ? found : found.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The text whose sha256 is the hash of a trace. */
export function canonicalText(trace: Trace): string {
  const { pageSize, entriesPerTable, levels, cpus } = trace.geometry ?? DEFAULT_GEOMETRY;
  let text = `ptshare 1\n${trace.generation}\n${pageSize} ${entriesPerTable} ${levels} ${cpus}\n`;
  for (const [name, file] of entries(trace.files)) text += fileLine(name, file);
  for (const [name, addr] of entries(trace.regions ?? {})) text += `region ${name} ${addr}\n`;
  for (const process of trace.processes) text += `process ${process}\n`;
  for (const step of trace.steps) text += stepLine(step);
  return text;
}

/** `sha256:` and 64 hex digits. The trace must have passed its schema. */
export function hashOf(trace: Trace): string {
  return `sha256:${hash('sha256', canonicalText(trace), 'hex')}`;
}

/** The same trace with its right hash; the very same object where it carries it already. */
export function sealed(trace: Trace): Trace {
  const right = hashOf(trace);
  return trace.hash === right ? trace : { ...trace, hash: right };
}
