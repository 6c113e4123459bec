/** mshare_unlink(): one use of the name is given back; with the last one the name goes. */
import { regionNamed } from '../msharing.ts';
import { unmapRange } from '../regions.ts';
import { type Mapping, noteChanged } from '../world.ts';
import { type CallSpec, ONE_READING, type Reading } from './call-spec.ts';
import { nameErrors } from './mshare.ts';
import { DETACHED, detachReadings } from './names.ts';
import { type CallView, bareView } from './view.ts';

/** The windows of the caller, which it may lose (q-give-back-detaches). */
function windowsOf(v: CallView): readonly Mapping[] {
  const region = regionNamed(v);
  return region ? v.process.mappings.filter((m) => m.region === region) : [];
}

function advance(v: CallView, reading: Reading): void {
  const region = regionNamed(v);
  if (!region) return;
  const lost = reading === DETACHED ? windowsOf(v) : [];
  for (const { start, end } of lost) unmapRange(v.world, v.process, start, end, 'munmap', v.step);
  region.named!.uses--;
  if (region.named!.uses === 0) v.world.mounts.at(-1)?.delete(region.file.name);
  noteChanged(v.world);
}

export const mshareUnlink: CallSpec = {
  view: bareView,
  errors: nameErrors,
  readings: (v) => (windowsOf(v).length > 0 ? detachReadings(v.world.choices['q-give-back-detaches']) : ONE_READING),
  advance: (v, _seen, reading) => advance(v, reading),
};
