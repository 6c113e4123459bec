/** A part of a region is attached by a call of its own. */
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { MshareAttachCall, Outcome } from '../schemas/generated/types.ts';
import { hasAlignedRoom } from './attach.ts';
import { isFixedAttach } from './calls/mshare-attach.ts';
import { regionNamed } from './calls/region-call.ts';
import type { CallView } from './calls/view.ts';
import type { Claim } from './rule.ts';
import { wholePageIn } from './seen-at.ts';
import { unitPages } from './units.ts';
import { mappingsIn } from './world.ts';

const MEANT: ReadonlySet<string> = new Set(['MAP_FIXED', 'MAP_FIXED_NOREPLACE', 'MAP_SHARED']);

/** Whole units within the size, of a region that has its owner, at a multiple of the unit. */
export function attachPartClaim(v: CallView): Claim | undefined {
  const call = v.call as MshareAttachCall;
  const region = regionNamed(v);
  if (!region?.named!.sized) return undefined;
  const { traits, geometry, shift } = v.world;
  const unit = unitPages(traits, geometry);
  const from = pageOf(call.offset, shift);
  const pages = v.to - v.from;
  const found: string[] = [];
  if (region.named.owner === '') found.push('EINVAL');
  if (offsetOf(call.offset, shift) !== 0 || from % unit !== 0 || pages === 0 || pages % unit !== 0) found.push('EINVAL');
  if (offsetOf(call.size, shift) !== 0 || from + pages > region.pages) found.push('EINVAL');
  if (isFixedAttach(call)) found.push(...fixedErrors(v, call, unit));
  else if (!hasAlignedRoom(v, pages, unit)) found.push('ENOMEM');
  if (found.length > 0) return { kind: 'refuse', errnos: found };
  const permitted = permits(v, call);
  return permitted.length === 0 ? undefined : { kind: 'may-refuse', errnos: permitted };
}

function permits(v: CallView, call: MshareAttachCall): string[] {
  const found: string[] = [];
  if (!call.flags.every((flag) => MEANT.has(flag))) found.push('EINVAL', 'EOPNOTSUPP');
  // As mmap, it may keep off the lowest addresses.
  if (isFixedAttach(call) && v.from === 0) found.push('EINVAL', 'EPERM', 'ENOMEM');
  return found;
}

function fixedErrors(v: CallView, { flags }: MshareAttachCall, unit: number): string[] {
  const found: string[] = [];
  if (v.unaligned || v.from % unit !== 0) found.push('EINVAL');
  if (v.beyond) found.push('ENOMEM', 'EINVAL');
  if (flags.includes('MAP_FIXED_NOREPLACE') && v.meets.length > 0) found.push('EEXIST');
  return found;
}

/** The address asked for, or a free one; always a multiple of the unit. */
export function attachedAt(v: CallView): Claim {
  const call = v.call as MshareAttachCall;
  const { traits, geometry } = v.world;
  const unit = unitPages(traits, geometry);
  return {
    kind: 'answer',
    text: isFixedAttach(call) ? 'the address asked for' : `a free address that is a multiple of ${unit} pages`,
    passes: (seen) => passes(v, call, unit, seen),
  };
}

function passes(v: CallView, call: MshareAttachCall, unit: number, seen: Outcome): boolean {
  const page = wholePageIn(seen, v.world.shift);
  const end = page + (v.to - v.from);
  if (page % unit !== 0 || end > v.world.userPages) return false;
  return isFixedAttach(call) ? page === v.from : mappingsIn(v.process, page, end).length === 0;
}
