/** What stands in a region is taken out of it. */
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { MshareUnmapCall } from '../schemas/generated/types.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { regionOfFile } from './named.ts';
import { cutsHugePage } from './placing.ts';
import { isForeign } from './rights.ts';
import type { Claim } from './rule.ts';
import type { Region } from './world.ts';

export function rangeTakenOut({ world }: CallView, regionOffset: string, size: string): { readonly from: number; readonly to: number } {
  const from = pageOf(regionOffset, world.shift);
  return { from, to: from + pagesOf(world, size) };
}

interface TakingOut {
  readonly region: Region;
  readonly regionOffset: string;
  readonly size: string;
}

function takingOutOf(v: CallView): TakingOut | undefined {
  const { call, process, world } = v;
  if (call.call === 'mshare_unmap') return takingOutOfCall(v, call);
  if (call.call !== 'ioctl' || call.request !== 'MSHAREFS_UNMAP' || call.pointer !== undefined) return undefined;
  const file = process.descriptors.get(call.fd)?.file;
  const region = file && regionOfFile(world, file);
  return region && { region, regionOffset: call.regionOffset!, size: call.size! };
}

function takingOutOfCall({ process, world }: CallView, { fd, offset, size }: MshareUnmapCall): TakingOut | undefined {
  const file = process.descriptors.get(fd)?.file;
  const region = file && regionOfFile(world, file);
  return region && { region, regionOffset: offset, size };
}

export function takeOutClaim(v: CallView): Claim | undefined {
  const asked = takingOutOf(v);
  if (!asked?.region.named!.sized) return undefined;
  const { region, regionOffset, size } = asked;
  const { from, to } = rangeTakenOut(v, regionOffset, size);
  const { shift, choices } = v.world;
  const bad = size === '0x0' || offsetOf(regionOffset, shift) !== 0 || from >= region.pages || to > region.pages;
  if (bad || cutsHugePage(region, from, to)) return { kind: 'refuse', errnos: ['EINVAL'] };
  return isForeign(v, region) && choices['q-place-rights'] === 'either'
    ? { kind: 'may-refuse', errnos: ['EACCES', 'EPERM', 'EBADF'] }
    : undefined;
}
