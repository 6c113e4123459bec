/** A descriptor goes to another process, as by SCM_RIGHTS: both have the same open file. */
import type { PassFdCall } from '../../schemas/generated/types.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, bareView } from './view.ts';

/** Nobody receives any more: what a socket or pidfd then answers. */
const NOBODY_THERE: readonly string[] = ['ESRCH', 'EPIPE', 'ECONNREFUSED', 'ECONNRESET'];

function errors(v: CallView): readonly string[] {
  const { fd, to } = v.call as PassFdCall;
  if (!v.process.descriptors.get(fd)) return ['EBADF'];
  return v.world.processes.get(to)?.alive === true ? NO_ERRORS : NOBODY_THERE;
}

export const passFd: CallSpec = {
  view: bareView,
  errors,
  advance: (v) => {
    const { fd, to, as } = v.call as PassFdCall;
    const descriptor = v.process.descriptors.get(fd)!;
    // Whether it is closed by exec is a property of the handle, and a new one has it not.
    v.world.processes.get(to)?.descriptors.set(as, { ...descriptor, cloexec: false });
  },
};
