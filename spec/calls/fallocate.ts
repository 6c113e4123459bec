/** fallocate(2): of a region, the other way to its size; of a file, room at the end, or a hole. */
import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { FallocateCall } from '../../schemas/generated/types.ts';
import { HELD_BY_ALL, LARGEST_FILE, resize, zeroPages } from '../bytes.ts';
import { regionOfFile } from '../named.ts';
import { isSizedByCall, refusalsOfTruncation, setSizeTo } from '../sizing.ts';
import { type Descriptor, type FileState, noteChanged } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, bareView } from './view.ts';

const KEEP_SIZE = 1;
/** FALLOC_FL_PUNCH_HOLE goes with FALLOC_FL_KEEP_SIZE. */
const HOLE = 3;

function allocation(v: CallView): FallocateCall {
  return v.call as FallocateCall;
}

function descriptorOf(v: CallView): Descriptor | undefined {
  return v.process.descriptors.get(allocation(v).fd);
}

/** Where the range ends: whole pages, and bytes in the page after them. */
function endOf({ call, world }: CallView): { readonly pages: number; readonly tail: number } {
  const { offset, length } = call as FallocateCall;
  const { shift, geometry } = world;
  const bytes = offsetOf(offset, shift) + offsetOf(length, shift);
  const whole = Math.floor(bytes / geometry.pageSize);
  return { pages: pageOf(offset, shift) + pageOf(length, shift) + whole, tail: bytes % geometry.pageSize };
}

function errors(v: CallView): readonly string[] {
  const { mode, offset, length } = allocation(v);
  const descriptor = descriptorOf(v);
  if (descriptor?.writable !== true) return ['EBADF'];
  const found: string[] = [];
  const limit = LARGEST_FILE / v.world.geometry.pageSize;
  if (length === '0x0' || [offset, length].some((hex) => pageOf(hex, v.world.shift) >= limit)) found.push('EINVAL');
  if (endOf(v).pages >= limit) found.push('EFBIG');
  if (descriptor.file.kind === 'info') found.push('EOPNOTSUPP', 'ENODEV');
  if (descriptor.file.kind === 'region' && isSizedByCall(v.world)) {
    if (mode !== 0) found.push('EOPNOTSUPP');
    if (offset !== '0x0') found.push('EINVAL');
  }
  if (descriptor.file.kind === 'bytes' && !isTold(v)) found.push('EOPNOTSUPP', 'EINVAL');
  return found;
}

/** Of other ways to allocate, and of holes in parts of pages, nothing is told here: bodies have to refuse them. */
function isTold(v: CallView): boolean {
  const { mode, offset, length } = allocation(v);
  const whole = offsetOf(offset, v.world.shift) === 0 && offsetOf(length, v.world.shift) === 0;
  return mode === 0 || mode === KEEP_SIZE || (mode === HOLE && whole);
}

function permits(v: CallView): readonly string[] {
  const { mode } = allocation(v);
  // Only ftruncate is said to size a region that has no name.
  if (v.world.traits.doorway === 'syscalls' && descriptorOf(v)?.file.kind === 'region') return ['EOPNOTSUPP', 'ENODEV', 'EINVAL'];
  if (descriptorOf(v)?.file.kind === 'region' && !isSizedByCall(v.world)) return refusalsOfTruncation(v.world);
  const large = endOf(v).pages >= HELD_BY_ALL / v.world.geometry.pageSize ? ['EFBIG', 'ENOSPC'] : NO_ERRORS;
  return mode === 0 ? large : [...large, 'EOPNOTSUPP'];
}

function allocate(v: CallView, file: FileState): void {
  const { mode, offset, length } = allocation(v);
  const { shift } = v.world;
  if (mode === HOLE) zeroPages(file, pageOf(offset, shift), pageOf(offset, shift) + pageOf(length, shift), 'remove', v.step);
  const { pages, tail } = endOf(v);
  const whole = file.tail > 0 ? file.pages - 1 : file.pages;
  if (mode === 0 && (pages > whole || (pages === whole && tail > file.tail))) resize(file, pages, tail, v.step);
  noteChanged(v.world);
}

export const fallocate: CallSpec = {
  view: bareView,
  errors,
  permits,
  advance: (v, _seen, reading) => {
    const { file } = descriptorOf(v)!;
    const region = regionOfFile(v.world, file);
    if (region) setSizeTo(v.world, region, pageOf(allocation(v).length, v.world.shift), reading);
    else allocate(v, file);
  },
};
