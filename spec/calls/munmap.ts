/** munmap(2): of a whole region, the caller leaves; of ordinary mappings, the pages go. */
import type { MunmapCall } from '../../schemas/generated/types.ts';
import { unmapRange } from '../regions.ts';
import { placeOf } from '../world.ts';
import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { rangeView } from './view.ts';

export const munmap: CallSpec = {
  view: (world, process, call, step) => {
    const { addr, length } = call as MunmapCall;
    return rangeView(world, process, call, step, placeOf(world, addr), length);
  },
  errors: (v) => (v.unaligned || v.empty || v.beyond ? ['EINVAL'] : NO_ERRORS),
  advance: (v) => unmapRange(v.world, v.process, v.from, v.to, 'munmap', v.step),
};
