/** read(2) and fstat(2). */
import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { FstatCall, ReadCall } from '../../schemas/generated/types.ts';
import type { Descriptor } from '../world.ts';
import { tellsPlace } from '../scopes.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, bareView } from './view.ts';

export function readFrom(v: CallView): Descriptor | undefined {
  return v.process.descriptors.get((v.call as ReadCall | FstatCall).fd);
}

/** How many bytes are asked for: at most a page of 4 KiB. */
export function bytesAsked(v: CallView): number {
  const { length } = v.call as ReadCall;
  return pageOf(length, 12) * 4096 + offsetOf(length, 12);
}

export const read: CallSpec = {
  view: bareView,
  errors: (v) => {
    const descriptor = readFrom(v);
    if (descriptor?.readable !== true) return ['EBADF'];
    return descriptor.file.kind === 'region' && !tellsPlace(v.world.traits) ? ['EINVAL'] : NO_ERRORS;
  },
  // The posted code takes nothing copied for a bad pointer.
  permits: (v) => (readFrom(v)?.file.kind === 'region' && bytesAsked(v) === 0 ? ['EFAULT'] : NO_ERRORS),
  advance: (v, seen) => {
    if (seen.result === 'done') readFrom(v)!.position.bytes += (seen.data ?? '').length / 2;
  },
};

export const fstat: CallSpec = {
  view: bareView,
  errors: (v) => (readFrom(v) ? NO_ERRORS : ['EBADF']),
  advance: () => undefined,
};
