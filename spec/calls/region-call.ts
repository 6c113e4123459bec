/** What the calls of a set of their own have in common: a descriptor that leads to a region (provisional, like all of them). */
import { regionOfFile } from '../named.ts';
import { madeByCalls } from '../scopes.ts';
import type { Region } from '../world.ts';
import { NO_ERRORS } from './call-spec.ts';
import type { CallView } from './view.ts';

/** The region behind the descriptor that the call names; undefined where there is none. */
export function regionNamed(v: CallView): Region | undefined {
  const { call, process, world } = v;
  const descriptor = 'fd' in call && call.fd !== undefined ? process.descriptors.get(call.fd) : undefined;
  return descriptor && regionOfFile(world, descriptor.file);
}

/** Errors of a descriptor that leads to no region, or to one that cannot be used yet; and of a kernel without such calls. */
export function regionErrors(v: CallView): readonly string[] {
  const { call, process, world } = v;
  if (!madeByCalls(world.traits)) return ['ENOSYS'];
  const descriptor = 'fd' in call && call.fd !== undefined ? process.descriptors.get(call.fd) : undefined;
  if (!descriptor) return ['EBADF'];
  const region = regionOfFile(world, descriptor.file);
  if (!region) return ['EINVAL', 'EBADF', 'ENOTTY'];
  return region.named!.sized ? NO_ERRORS : ['EINVAL'];
}
