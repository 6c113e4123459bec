/** close(2). */
import type { CloseCall } from '../../schemas/generated/types.ts';
import { ownerCloses, regionOfFile } from '../named.ts';
import { noteChanged } from '../world.ts';
import { type CallSpec, NO_ERRORS, ONE_READING, type Reading } from './call-spec.ts';
import { type CallView, bareView } from './view.ts';

/** Whether an owner has given a region up when it closes one of several descriptors is open (q-owner-close). */
function readings(v: CallView): readonly Reading[] {
  const { world, process } = v;
  const { fd } = v.call as CloseCall;
  const file = process.descriptors.get(fd)?.file;
  const region = file && regionOfFile(world, file);
  if (region?.named?.owner !== process.name || world.traits.lifetime !== 'owner-descriptor') return ONE_READING;
  const others = [...process.descriptors].some(([name, d]) => name !== fd && d?.file === file);
  return others ? ['kept', 'given up'] : ONE_READING;
}

export const close: CallSpec = {
  view: bareView,
  readings,
  errors: (v) => (v.process.descriptors.get((v.call as CloseCall).fd) ? NO_ERRORS : ['EBADF']),
  advance: (v, _seen, reading) => {
    const { fd } = v.call as CloseCall;
    // It may have been the last thing that kept a region.
    const { file } = v.process.descriptors.get(fd)!;
    if (file.kind === 'region') noteChanged(v.world);
    v.process.descriptors.set(fd, undefined);
    v.process.closedAt = v.step;
    ownerCloses(v.world, v.process, file, reading !== 'kept', v.step);
  },
};
