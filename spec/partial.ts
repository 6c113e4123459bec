/** Unmapping a part of a region. */
import { isFixed, mmapCall } from './calls/mmap.ts';
import type { CallView } from './calls/view.ts';
import type { Claim } from './rule.ts';

const REFUSE: Claim = { kind: 'refuse', errnos: ['EINVAL'] };
const REFUSE_REMAP: Claim = { kind: 'refuse', errnos: ['EINVAL', 'EFAULT', 'ENOMEM'] };
const MAY: Claim = { kind: 'may-refuse', errnos: ['EINVAL'] };
const REFUSE_WIDER: Claim = { kind: 'refuse', errnos: ['EINVAL'] };

export function partialClaim(v: CallView): Claim | undefined {
  const { call } = v;
  if (call.call === 'mremap') return v.partial ? REFUSE_REMAP : wholeRemap(v);
  if (call.call === 'mmap' && (!isFixed(mmapCall(v)) || call.flags.includes('MAP_FIXED_NOREPLACE'))) return undefined;
  if (v.partial) return REFUSE;
  if (v.unsurePart) return MAY;
  return v.wider ? widerClaim(v) : undefined;
}

/** More than the region is named: what goes beyond munmap is as open as munmap is. */
function widerClaim(v: CallView): Claim | undefined {
  const choice = v.world.choices['q-wider-munmap'];
  if (choice === 'refuse') return REFUSE_WIDER;
  return choice === 'either' ? MAY : undefined;
}

/** A whole region may be moved or refused, as the profile says. */
function wholeRemap(v: CallView): Claim | undefined {
  const onRegion = v.meets.some((m) => m.region);
  return onRegion && v.world.choices['q-mremap'] === 'refuse' ? REFUSE_REMAP : undefined;
}
