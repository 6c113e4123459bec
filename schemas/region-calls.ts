/** Whether the arguments of a call on a named region go together, beyond what its schema asks for. */
import { offsetOf, pageOf } from './address.ts';
import type { FileSetup, Step, Trace } from './generated/types.ts';
import { nameHint } from './near.ts';

interface ArgumentFault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly property: string;
}

/** Bits of an address in a page of 4 KiB, the most that read is asked for. */
const READ_SHIFT = 12;

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  MSHAREFS_CREATE_MAPPING: ['regionOffset', 'size', 'offset', 'prot', 'flags'],
  MSHAREFS_UNMAP: ['regionOffset', 'size'],
};
const ARGUMENTS: readonly string[] = ['regionOffset', 'size', 'offset', 'prot', 'flags', 'object'];

type RegionStep = Extract<Step, { call: 'read' | 'ioctl' | 'pass-fd' | 'mshare' | `mshare_${string}` }>;

/** Is it a call on a region or on its descriptor, whose descriptors and addresses must be there? */
export function isOnRegion(step: Step): step is RegionStep {
  return step.call === 'read' || step.call === 'ioctl' || step.call === 'pass-fd' || step.call.startsWith('mshare');
}

/** A name in msharefs has neither size nor content before somebody creates it. */
export function fileFault(file: FileSetup | undefined): ArgumentFault | undefined {
  if (file?.on !== 'msharefs') return undefined;
  const fault = { code: 'bad-file', message: 'a file in msharefs is made by the trace' };
  if (file.size !== '0x0') return { ...fault, property: 'size', hint: 'write "0x0"' };
  return file.content === undefined ? undefined : { ...fault, property: 'content', hint: 'leave it out' };
}

/** What is wrong with the arguments of such a call, or undefined. */
export function regionCallFault(trace: Trace, step: Step): ArgumentFault | undefined {
  switch (step.call) {
    case 'read':
      return isLong(step.length)
        ? {
            code: 'out-of-range',
            message: `${step.length} bytes are more than an answer shows`,
            property: 'length',
            hint: 'at most 0x1000',
          }
        : undefined;
    case 'ioctl':
      return ioctlFault(step);
    case 'mshare':
    case 'mshare_unlink':
      return pathFault(trace, step);
    default:
      return undefined;
  }
}

function isLong(length: string): boolean {
  const pages = pageOf(length, READ_SHIFT);
  return pages > 1 || (pages === 1 && offsetOf(length, READ_SHIFT) > 0);
}

/** An argument that cannot be read is nowhere else either. */
function ioctlFault(step: Extract<Step, { call: 'ioctl' }>): ArgumentFault | undefined {
  const needed = step.pointer === undefined ? (NEEDED[step.request] ?? []) : [];
  const missing = needed.find((name) => !(name in step));
  if (missing !== undefined)
    return { code: 'missing-property', message: `${step.request} takes ${missing}`, property: 'request', hint: `add "${missing}"` };
  const isObject = (name: string): boolean => name === 'object' && needed.includes('offset');
  const stray = ARGUMENTS.find((name) => name in step && !needed.includes(name) && !isObject(name));
  if (stray === undefined) return undefined;
  const what = step.pointer === undefined ? `${step.request} takes no ${stray}` : 'an argument that cannot be read says nothing';
  return { code: 'unknown-property', message: what, property: stray, hint: 'leave it out' };
}

function pathFault(trace: Trace, step: Extract<Step, { call: 'mshare' | 'mshare_unlink' }>): ArgumentFault | undefined {
  const { call, file, path } = step;
  if ((file === undefined) === (path === undefined))
    return { code: 'missing-property', message: `${call} takes a file or a path`, property: 'file', hint: 'name one of them' };
  if (file === undefined || trace.files[file]?.on === 'msharefs') return undefined;
  const names = Object.keys(trace.files).filter((name) => trace.files[name]?.on === 'msharefs');
  return { code: 'unknown-file', message: `there is no file ${file} in msharefs`, property: 'file', hint: nameHint(file, names) };
}
