/** close(2). */
import type { CloseCall } from '../../schemas/generated/types.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { bareView } from './view.ts';

export const close: CallSpec = {
  view: bareView,
  errors: (v) => (v.process.descriptors.get((v.call as CloseCall).fd) ? NO_ERRORS : ['EBADF']),
  advance: (v) => {
    const { fd } = v.call as CloseCall;
    // It may have been the last thing that kept a region.
    if (v.process.descriptors.get(fd)?.file.kind === 'region') v.world.version++;
    v.process.descriptors.set(fd, undefined);
    v.process.closedAt = v.step;
  },
};
