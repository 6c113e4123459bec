/** unlink(2), mount(2) and umount(2) of msharefs. */
import type { UnlinkCall } from '../../schemas/generated/types.ts';
import { INFO, busy, directoryOf, lookUp, mountAnother } from '../msharefs.ts';
import { unmapRange } from '../regions.ts';
import { madeByMshare, namedInMsharefs } from '../scopes.ts';
import { type Mapping, type World, noteChanged } from '../world.ts';
import { type CallSpec, NO_ERRORS, ONE_READING, type Reading } from './call-spec.ts';
import { type CallView, bareView } from './view.ts';

const KEPT: Reading = 'kept';
export const DETACHED: Reading = 'detached';

function isInfo(v: CallView): boolean {
  const { file } = v.call as UnlinkCall;
  return file === INFO && v.world.namesInMsharefs.has(file);
}

/** Are there names in msharefs as in any directory, which nobody looks after? */
function isPlainDirectory({ traits }: World): boolean {
  return traits.doorway === 'file';
}

/** The windows of the caller on the region of the name that goes, where it may lose them with the name (q-unlink-detaches). */
function windowsNamed(v: CallView): readonly Mapping[] {
  const file = lookUp(v.world, (v.call as UnlinkCall).file);
  if (file?.kind !== 'region' || !isPlainDirectory(v.world)) return [];
  return v.process.mappings.filter(({ region }) => region?.named && region.file === file);
}

export function detachReadings(choice: 'either' | 'keep' | 'detach'): readonly Reading[] {
  if (choice === 'keep') return [KEPT];
  return choice === 'detach' ? [DETACHED] : [KEPT, DETACHED];
}

export const unlink: CallSpec = {
  view: bareView,
  errors: (v) => {
    const { file } = v.call as UnlinkCall;
    if (!lookUp(v.world, file)) return ['ENOENT'];
    // Names that mshare() gave are not taken away otherwise.
    const given = lookUp(v.world, file)?.kind === 'region' && madeByMshare(v.world.traits);
    const kept = isInfo(v) && (!isPlainDirectory(v.world) || v.world.choices['q-info-unlinked'] === 'refuse');
    return given || kept ? ['EPERM'] : NO_ERRORS;
  },
  permits: (v) => (isInfo(v) && v.world.choices['q-info-unlinked'] !== 'go' ? ['EPERM'] : NO_ERRORS),
  readings: (v) => (windowsNamed(v).length > 0 ? detachReadings(v.world.choices['q-unlink-detaches']) : ONE_READING),
  advance: (v, _seen, reading) => {
    const { file } = v.call as UnlinkCall;
    const lost = reading === DETACHED ? windowsNamed(v) : [];
    for (const { start, end } of lost) unmapRange(v.world, v.process, start, end, 'munmap', v.step);
    directoryOf(v.world, file)?.delete(file);
    noteChanged(v.world);
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
    noteChanged(v.world);
  },
};
