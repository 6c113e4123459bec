/** mshare_create(): a region without a name, which belongs to the caller. */
import type { MshareCreateCall } from '../../schemas/generated/types.ts';
import { emptyFile } from '../msharefs.ts';
import { createRegion } from '../named.ts';
import { madeByCalls } from '../scopes.ts';
import { noteChanged } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { bareView } from './view.ts';

export const mshareCreate: CallSpec = {
  view: bareView,
  errors: (v) => {
    if (!madeByCalls(v.world.traits)) return ['ENOSYS'];
    return (v.call as MshareCreateCall).flags.some((flag) => flag !== 'O_CLOEXEC') ? ['EINVAL'] : NO_ERRORS;
  },
  advance: (v) => {
    const { world, process } = v;
    const { flags, as } = v.call as MshareCreateCall;
    const file = emptyFile(world, `region-${world.nextRegion + 1}`, 'region');
    createRegion(world, file, process.name);
    process.descriptors.set(as, { file, readable: true, writable: true, cloexec: flags.length > 0, position: { bytes: 0 } });
    noteChanged(world);
  },
};
