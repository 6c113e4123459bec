/** mshare_protect(): the protection of a range of a region, for all who share it. */
import type { MshareProtectCall } from '../../schemas/generated/types.ts';
import { protectPlaced } from '../named.ts';
import { firstHole, rangeChanged } from '../region-changes.ts';
import { type CallSpec, ONE_READING, type Reading } from './call-spec.ts';
import { protOf } from './mmap.ts';
import { regionErrors, regionNamed } from './region-call.ts';
import { type CallView, bareView } from './view.ts';

function change(v: CallView, to: number): void {
  const { prot } = v.call as MshareProtectCall;
  const { from } = rangeChanged(v)!;
  protectPlaced(v.world, regionNamed(v)!, from, to, protOf(prot), v.process.name, v.step);
}

/** Where a hole is met, what stands before it may have been changed, as by mprotect (q-mprotect-hole). */
function failureReadings(v: CallView): readonly Reading[] {
  const range = rangeChanged(v);
  const hole = range && firstHole(range);
  if (!range || hole === undefined || hole === range.from) return ONE_READING;
  const choice = v.world.choices['q-mprotect-hole'];
  return choice === 'either' ? ['unchanged', 'prefix'] : [choice];
}

export const mshareProtect: CallSpec = {
  view: bareView,
  errors: regionErrors,
  advance: (v) => change(v, rangeChanged(v)!.to),
  failureReadings,
  advanceFailure: (v, reading) => {
    if (reading === 'prefix') change(v, firstHole(rangeChanged(v)!)!);
  },
};
