/** ioctl(2) on a region file: what stands in the region is put there, and taken out. */
import type { IoctlCall } from '../../schemas/generated/types.ts';
import { placingOf, putIn } from '../placing.ts';
import { regionOfFile, takeOut } from '../named.ts';
import { rangeTakenOut } from '../taking-out.ts';
import type { Region } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, bareView } from './view.ts';

export function ioctlCall(v: CallView): IoctlCall {
  return v.call as IoctlCall;
}

/** The region that the call is on; undefined where the descriptor is none of a region. */
export function regionOfCall(v: CallView): Region | undefined {
  const descriptor = v.process.descriptors.get(ioctlCall(v).fd);
  return descriptor && regionOfFile(v.world, descriptor.file);
}

function errors(v: CallView): readonly string[] {
  const { fd, request, pointer } = ioctlCall(v);
  if (!v.process.descriptors.get(fd)) return ['EBADF'];
  const region = regionOfCall(v);
  if (!region || v.world.traits.doorway !== 'ioctl') return ['ENOTTY'];
  const found: string[] = [];
  // What is looked at first differs from posting to posting.
  if (!region.named!.sized) found.push('EINVAL');
  if (request === 'unknown') found.push('ENOTTY');
  else if (pointer !== undefined) found.push('EFAULT');
  return found.length === 0 ? NO_ERRORS : found;
}

function advance(v: CallView): void {
  const call = ioctlCall(v);
  const region = regionOfCall(v);
  const placing = placingOf(v);
  if (region && placing) putIn(v, region, placing);
  if (!region || call.request !== 'MSHAREFS_UNMAP') return;
  const { from, to } = rangeTakenOut(v, call.regionOffset!, call.size!);
  takeOut(v.world, region, from, to, 'taken-out', v.process.name, v.step);
}

export const ioctl: CallSpec = { view: bareView, errors, advance };
