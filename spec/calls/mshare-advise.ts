/** mshare_advise(): MADV_DONTNEED drops entries and, of memory without a file, perhaps the data; MADV_REMOVE clears the objects. */
import type { MshareAdviseCall } from '../../schemas/generated/types.ts';
import { zeroPages } from '../bytes.ts';
import { runsIn } from '../named.ts';
import { rangeChanged } from '../region-changes.ts';
import { noteChanged } from '../world.ts';
import { type CallSpec, ONE_READING, type Reading } from './call-spec.ts';
import { regionErrors, regionNamed } from './region-call.ts';
import { type CallView, bareView } from './view.ts';

function readings(v: CallView): readonly Reading[] {
  return (v.call as MshareAdviseCall).advice === 'MADV_DONTNEED' ? ['kept', 'cleared'] : ONE_READING;
}

function act(v: CallView, reading: Reading): void {
  const remove = (v.call as MshareAdviseCall).advice === 'MADV_REMOVE';
  const { from, to } = rangeChanged(v)!;
  for (const run of runsIn(regionNamed(v)!, from, to)) {
    const { file, shift } = run.placed;
    if (remove || (reading === 'cleared' && file.anonymous)) zeroPages(file, run.from + shift, run.to + shift, 'remove', v.step);
    else file.dontneedAt = v.step;
  }
  noteChanged(v.world);
}

export const mshareAdvise: CallSpec = {
  view: bareView,
  errors: regionErrors,
  readings,
  advance: (v, _seen, reading) => act(v, reading),
  // As by madvise: what stands beside a hole may have been advised.
  failureReadings: (v) => (rangeChanged(v) ? ['unchanged', 'kept', 'cleared'] : ONE_READING),
  advanceFailure: (v, reading) => {
    if (reading !== 'unchanged' && reading !== 'as-seen') act(v, reading);
  },
};
