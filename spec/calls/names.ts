/** unlink(2), mount(2) and umount(2) of msharefs. */
import type { UnlinkCall } from '../../schemas/generated/types.ts';
import { INFO, busy, directoryOf, lookUp, mountAnother } from '../msharefs.ts';
import { namedInMsharefs } from '../scopes.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { bareView } from './view.ts';

export const unlink: CallSpec = {
  view: bareView,
  errors: (v) => {
    const { file } = v.call as UnlinkCall;
    if (!lookUp(v.world, file)) return ['ENOENT'];
    return file === INFO && v.world.namesInMsharefs.has(file) ? ['EPERM'] : NO_ERRORS;
  },
  advance: (v) => {
    const { file } = v.call as UnlinkCall;
    directoryOf(v.world, file)?.delete(file);
    v.world.version++;
  },
};

export const mount: CallSpec = {
  view: bareView,
  errors: (v) => (namedInMsharefs(v.world.traits) ? NO_ERRORS : ['ENODEV']),
  // A second instance hides the first, or there is one for all.
  permits: (v) => (v.world.mounts.length > 0 ? ['EBUSY'] : NO_ERRORS),
  advance: (v) => mountAnother(v.world),
};

export const umount: CallSpec = {
  view: bareView,
  errors: (v) => {
    if (v.world.mounts.length === 0) return ['EINVAL'];
    return busy(v.world) === 'yes' ? ['EBUSY'] : NO_ERRORS;
  },
  permits: (v) => (busy(v.world) === 'maybe' ? ['EBUSY'] : NO_ERRORS),
  advance: (v) => {
    v.world.mounts.pop();
    v.world.version++;
  },
};
