/** mshare_detach(): the caller leaves one window, the whole of it. */
import type { MshareDetachCall } from '../../schemas/generated/types.ts';
import { unmapRange } from '../regions.ts';
import { madeByCalls } from '../scopes.ts';
import { placeOf } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { type CallView, rangeView } from './view.ts';

/** Do the pages named make up one window? */
function isWindow({ meets, from, to, unaligned }: CallView): boolean {
  const [only, ...others] = meets;
  return !unaligned && others.length === 0 && only?.region?.named !== undefined && only.start === from && only.end === to;
}

export const mshareDetach: CallSpec = {
  view: (world, process, call, step) => {
    const { addr, size } = call as MshareDetachCall;
    return rangeView(world, process, call, step, placeOf(world, addr), size);
  },
  errors: (v) => {
    if (!madeByCalls(v.world.traits)) return ['ENOSYS'];
    return isWindow(v) ? NO_ERRORS : ['EINVAL', 'ENOENT', 'ENOMEM'];
  },
  advance: (v) => unmapRange(v.world, v.process, v.from, v.to, 'munmap', v.step),
};
