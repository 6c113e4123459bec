/** ftruncate(2): the size of a file; of a region, once. */
import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { FtruncateCall, Outcome } from '../../schemas/generated/types.ts';
import { HELD_BY_ALL, LARGEST_FILE, resize } from '../bytes.ts';
import { regionOfFile } from '../named.ts';
import { isSizedByCall, readingsOfSize, refusalsOfTruncation, setSizeTo } from '../sizing.ts';
import { type Descriptor, type FileState, type Mapping, type World, noteChanged } from '../world.ts';
import { type CallSpec, NO_ERRORS, type Reading } from './call-spec.ts';
import { type CallView, bareView } from './view.ts';

/** Private copies of pages beyond the end go with the file's own. */
export function dropCopies(world: World, file: FileState): void {
  for (const { mappings } of world.processes.values())
    for (const m of mappings) if (m.copies && m.file === file) dropBeyondEnd(m, m.copies);
}

function dropBeyondEnd({ file, offset, start }: Mapping, copies: Map<number, unknown>): void {
  for (const page of copies.keys()) if (offset + (page - start) >= file.pages) copies.delete(page);
}

function descriptorOf(v: CallView): Descriptor | undefined {
  return v.process.descriptors.get((v.call as FtruncateCall).fd);
}

function permits(v: CallView): readonly string[] {
  // Nobody writes the information file.
  if (descriptorOf(v)?.file.kind === 'info') return ['EINVAL', 'EACCES', 'EPERM'];
  if (descriptorOf(v)?.file.kind === 'region' && !isSizedByCall(v.world)) return refusalsOfTruncation(v.world);
  const bytes = pageOf((v.call as FtruncateCall).size, v.world.shift) * v.world.geometry.pageSize;
  // A size of 2^63 or more is negative to the kernel.
  if (bytes >= LARGEST_FILE) return ['EINVAL', 'EFBIG'];
  return bytes >= HELD_BY_ALL ? ['EFBIG'] : NO_ERRORS;
}

function advance(v: CallView, _seen: Outcome, reading: Reading): void {
  const { size } = v.call as FtruncateCall;
  const { world } = v;
  const { file } = descriptorOf(v)!;
  const region = regionOfFile(world, file);
  if (region) return setSizeTo(world, region, pageOf(size, world.shift), reading);
  resize(file, pageOf(size, world.shift), offsetOf(size, world.shift), v.step);
  dropCopies(world, file);
  noteChanged(world);
}

export const ftruncate: CallSpec = {
  view: bareView,
  errors: (v) => {
    const descriptor = descriptorOf(v);
    if (!descriptor) return ['EBADF'];
    return descriptor.writable ? NO_ERRORS : ['EINVAL', 'EBADF'];
  },
  permits,
  readings: (v) => readingsOfSize(v, descriptorOf(v), (v.call as FtruncateCall).size),
  advance,
};
