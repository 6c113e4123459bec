/** open(2). In msharefs O_CREAT makes a region, which belongs to the caller. */
import type { OpenCall, Outcome } from '../../schemas/generated/types.ts';
import { resize } from '../bytes.ts';
import { directoryOf, emptyFile, lookUp } from '../msharefs.ts';
import { madeByMshare } from '../scopes.ts';
import { createRegion, hasNamedRegions, regionOfFile } from '../named.ts';
import { isSizedByCall, readingsOfZero, refusalsOfTruncation, setSizeZero } from '../sizing.ts';
import { type FileState, noteChanged } from '../world.ts';
import { type CallSpec, NO_ERRORS, ONE_READING, type Reading } from './call-spec.ts';
import { dropCopies } from './ftruncate.ts';
import { type CallView, bareView } from './view.ts';

function openCall(v: CallView): OpenCall {
  return v.call as OpenCall;
}

export function isWritable({ flags }: OpenCall): boolean {
  return flags.includes('O_WRONLY') || flags.includes('O_RDWR');
}

function errors(v: CallView): readonly string[] {
  const { file, flags } = openCall(v);
  const create = flags.includes('O_CREAT');
  const files = directoryOf(v.world, file);
  // The directory belongs to the kernel until something is mounted on it.
  if (!files) return create ? ['ENOENT', 'EACCES', 'EPERM'] : ['ENOENT'];
  const known = files.get(file);
  const byMshare = madeByMshare(v.world.traits) && v.world.namesInMsharefs.has(file);
  if (!known) return create ? (byMshare ? ['EACCES', 'EPERM', 'ENOENT'] : NO_ERRORS) : ['ENOENT'];
  // The file of a region is to be read, and nothing else.
  if (byMshare && (isWritable(openCall(v)) || flags.includes('O_TRUNC'))) return ['EPERM', 'EACCES', 'EEXIST'];
  return create && flags.includes('O_EXCL') ? ['EEXIST'] : NO_ERRORS;
}

/** Nobody writes the information file, and only some may ask to. */
function permits(v: CallView): readonly string[] {
  const call = openCall(v);
  const kind = lookUp(v.world, call.file)?.kind;
  if (kind === 'region' && call.flags.includes('O_TRUNC')) return refusalsOfTruncation(v.world);
  if (kind !== 'info') return NO_ERRORS;
  if (call.flags.includes('O_TRUNC')) return ['EACCES', 'EPERM', 'EINVAL'];
  return isWritable(call) ? ['EACCES', 'EPERM'] : NO_ERRORS;
}

/** To truncate what is opened for reading alone is left open by POSIX. */
function readings(v: CallView): readonly Reading[] {
  const call = openCall(v);
  const file = lookUp(v.world, call.file);
  if (!file || !call.flags.includes('O_TRUNC')) return ONE_READING;
  const region = regionOfFile(v.world, file);
  if (region) return region.named!.sized || !isSizedByCall(v.world) ? ONE_READING : readingsOfZero(v.world);
  return isWritable(call) || file.kind !== 'bytes' ? ONE_READING : ['truncated', 'kept'];
}

function create(v: CallView): FileState {
  const { world, process } = v;
  const { file: name } = openCall(v);
  const isRegion = world.namesInMsharefs.has(name) && hasNamedRegions(world);
  const file = emptyFile(world, name, isRegion ? 'region' : 'bytes');
  directoryOf(world, name)?.set(name, file);
  if (isRegion) createRegion(world, file, process.name);
  noteChanged(world);
  return file;
}

function truncate(v: CallView, file: FileState, reading: Reading): void {
  const { world, step } = v;
  const region = regionOfFile(world, file);
  if (region && !region.named!.sized && isSizedByCall(world)) setSizeZero(world, region, reading);
  if (file.kind !== 'bytes' || reading === 'kept') return;
  resize(file, 0, 0, step);
  dropCopies(world, file);
  noteChanged(world);
}

function advance(v: CallView, _seen: Outcome, reading: Reading): void {
  const call = openCall(v);
  const known = lookUp(v.world, call.file);
  const file = known ?? create(v);
  if (known && call.flags.includes('O_TRUNC')) truncate(v, known, reading);
  v.process.descriptors.set(call.as, {
    file,
    readable: !call.flags.includes('O_WRONLY') || call.flags.includes('O_RDWR'),
    writable: isWritable(call),
    cloexec: call.flags.includes('O_CLOEXEC'),
    position: { bytes: 0 },
  });
}

export const open: CallSpec = { view: bareView, errors, permits, readings, advance };
