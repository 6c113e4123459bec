/** Regions that get their place, their size and their memory from whoever maps their file first. The others map the same. */
import type { Outcome } from '../schemas/generated/types.ts';
import { hasAlignedRoom, regionAsked } from './attach.ts';
import { isFixed, mmapCall } from './calls/mmap.ts';
import type { CallView } from './calls/view.ts';
import type { Claim } from './rule.ts';
import { pageIn } from './seen-at.ts';
import { unitPages } from './units.ts';
import { type Region, mappingsIn } from './world.ts';

/** Whole units, at a multiple of the unit. */
export function firstClaim(v: CallView): Claim | undefined {
  const region = regionAsked(v);
  if (!region || region.named!.sized) return undefined;
  const { traits, geometry, userPages } = v.world;
  const unit = unitPages(traits, geometry);
  const pages = v.to - v.from;
  const fixed = isFixed(mmapCall(v));
  const found: string[] = [];
  if (pages % unit !== 0 || (fixed && v.from % unit !== 0)) found.push('EINVAL');
  if (pages > userPages || (!fixed && !hasAlignedRoom(v, pages, unit))) found.push('ENOMEM', 'EINVAL');
  return answered(v, found, fixed || hintFits(v, v.from % unit === 0));
}

/** The place and the size that the region has. */
export function sameClaim(v: CallView): Claim | undefined {
  const region = regionAsked(v);
  if (!region?.named!.sized) return undefined;
  const { start } = region.named;
  const fixed = isFixed(mmapCall(v));
  const found: string[] = [];
  if (v.to - v.from !== region.pages || (fixed && v.from !== start)) found.push('EINVAL');
  if (!fixed && mappingsIn(v.process, start, start + region.pages).length > 0) found.push('EINVAL', 'ENOMEM');
  return answered(v, found, fixed || hintFits(v, v.from === start));
}

/** `fits`: the call names a place that will do; otherwise the kernel may find none (q-window-anywhere). */
function answered(v: CallView, found: readonly string[], fits: boolean): Claim | undefined {
  const call = mmapCall(v);
  const choice = call.flags.includes('MAP_PRIVATE') ? v.world.choices['q-private-window'] : 'share';
  if (found.length > 0 || choice === 'refuse') return { kind: 'refuse', errnos: ['EINVAL', ...found] };
  const offset = call.offset !== undefined && call.offset !== '0x0';
  return choice === 'share' && fits && !offset ? undefined : { kind: 'may-refuse', errnos: ['EINVAL'] };
}

/** The address that was named as a hint is free, and such that the window may lie there. */
function hintFits(v: CallView, suits: boolean): boolean {
  return suits && mmapCall(v).addr !== undefined && !v.unaligned && v.from > 0 && !v.beyond && v.meets.length === 0;
}

/** The window begins where the region does. */
export function inPlaceClaim(v: CallView): Claim | undefined {
  const region: Region | undefined = regionAsked(v);
  if (!region?.named!.sized) return undefined;
  const { start } = region.named;
  return {
    kind: 'answer',
    text: 'the address of the region',
    passes: (seen: Outcome) => pageIn(seen, v.world.shift) === start,
  };
}
