/** mshare_unmap(): takes what stands in a range out of a region. */
import type { MshareUnmapCall } from '../../schemas/generated/types.ts';
import { takeOut } from '../named.ts';
import { rangeTakenOut } from '../taking-out.ts';
import type { CallSpec } from './call-spec.ts';
import { regionErrors, regionNamed } from './region-call.ts';
import { bareView } from './view.ts';

export const mshareUnmap: CallSpec = {
  view: bareView,
  errors: regionErrors,
  advance: (v) => {
    const { offset, size } = v.call as MshareUnmapCall;
    const { from, to } = rangeTakenOut(v, offset, size);
    takeOut(v.world, regionNamed(v)!, from, to, 'taken-out', v.process.name, v.step);
  },
};
