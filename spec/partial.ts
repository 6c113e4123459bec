/** Unmapping a part of a region. */
import { isFixed, mmapCall } from './calls/mmap.ts';
import type { CallView } from './calls/view.ts';
import { MAY_REFUSE, REFUSE, REFUSE_OVER } from './claims.ts';
import type { Claim } from './rule.ts';

const REFUSE_REMAP: Claim = { kind: 'refuse', errnos: ['EINVAL', 'EFAULT', 'ENOMEM'] };

export function partialClaim(v: CallView): Claim | undefined {
  const { call } = v;
  if (call.call === 'mremap') return v.partial ? REFUSE_REMAP : wholeRemap(v);
  if (call.call === 'mmap' && (!isFixed(mmapCall(v)) || call.flags.includes('MAP_FIXED_NOREPLACE'))) return undefined;
  if (v.partial) return call.call === 'mmap' ? REFUSE_OVER : REFUSE;
  if (v.unsurePart) return MAY_REFUSE;
  return v.wider ? widerClaim(v) : undefined;
}

/** More than the region is named: what goes beyond munmap is as open as munmap is. */
function widerClaim(v: CallView): Claim | undefined {
  const choice = v.world.choices['q-wider-munmap'];
  if (choice === 'refuse') return isSurelyRegion(v) ? REFUSE : MAY_REFUSE;
  return choice === 'either' ? MAY_REFUSE : undefined;
}

/** A whole region may be moved or refused, as the profile says. */
function wholeRemap(v: CallView): Claim | undefined {
  return isSurelyRegion(v) && v.world.choices['q-mremap'] === 'refuse' ? REFUSE_REMAP : undefined;
}

/** What may not be a region at all is not refused for being one. */
function isSurelyRegion({ meets }: CallView): boolean {
  return meets.some((m) => m.region?.sure === true);
}
