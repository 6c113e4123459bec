/** A descriptor goes to another process, as by SCM_RIGHTS: both have the same open file. */
import type { PassFdCall } from '../../schemas/generated/types.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { bareView } from './view.ts';

export const passFd: CallSpec = {
  view: bareView,
  errors: (v) => (v.process.descriptors.get((v.call as PassFdCall).fd) ? NO_ERRORS : ['EBADF']),
  advance: (v) => {
    const { fd, to, as } = v.call as PassFdCall;
    const descriptor = v.process.descriptors.get(fd)!;
    // Whether it is closed by exec is a property of the handle, and a new one has it not.
    v.world.processes.get(to)?.descriptors.set(as, { ...descriptor, cloexec: false });
  },
};
