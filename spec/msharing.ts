/** What mshare() and mshare_unlink() refuse beyond what the name and the filesystem do. */
import { offsetOf } from '../schemas/address.ts';
import type { MshareCall, MshareUnlinkCall } from '../schemas/generated/types.ts';
import type { CallView } from './calls/view.ts';
import { REFUSE, SUCCEED } from './claims.ts';
import { regionOfFile } from './named.ts';
import type { Claim } from './rule.ts';
import { unitPages } from './units.ts';
import { READ, type Region, WRITE } from './world.ts';

export function mshareCall(v: CallView): MshareCall {
  return v.call as MshareCall;
}

/** The region that has the name, if the call gives one. */
export function regionNamed(v: CallView): Region | undefined {
  const { file: name } = v.call as MshareCall | MshareUnlinkCall;
  const file = name === undefined ? undefined : v.world.mounts.at(-1)?.get(name);
  return file && regionOfFile(v.world, file);
}

/** A name that nobody has yet, in msharefs that is there. */
function isNew(v: CallView): boolean {
  return v.world.mounts.length > 0 && mshareCall(v).file !== undefined && !regionNamed(v);
}

/** Whole units, at a multiple of the unit, in user space. */
export function unitsClaim(v: CallView): Claim | undefined {
  const { traits, geometry, shift } = v.world;
  const unit = unitPages(traits, geometry);
  const odd = v.unaligned || offsetOf(mshareCall(v).length, shift) !== 0 || v.from % unit !== 0 || (v.to - v.from) % unit !== 0;
  return odd || v.empty || v.beyond ? REFUSE : undefined;
}

/** Either flag demands that the name is new. */
export function takenClaim(v: CallView): Claim | undefined {
  const { flags } = mshareCall(v);
  const demanded = flags.includes('O_CREAT') || flags.includes('O_EXCL');
  return demanded && regionNamed(v) ? { kind: 'refuse', errnos: ['EEXIST'] } : undefined;
}

/** A region is made of whole mappings, and of one at least. */
export function givenClaim(v: CallView): Claim | undefined {
  if (!isNew(v)) return undefined;
  const straddles = v.meets.some(({ start, end }) => start < v.from || end > v.to);
  if (straddles || v.meets.length === 0 || v.meets.some(({ region }) => region)) return REFUSE;
  const silent = !mshareCall(v).flags.includes('O_CREAT') && v.world.choices['q-create-flag'] !== 'create';
  return silent ? { kind: 'may-refuse', errnos: ['ENOENT', 'EINVAL'] } : undefined;
}

/** The place and the size of the region, where the caller has nothing. */
export function placeClaim(v: CallView): Claim | undefined {
  const region = regionNamed(v);
  if (!region) return undefined;
  const fits = v.from === region.named!.start && v.to - v.from === region.pages && !v.unaligned;
  return fits && v.meets.length === 0 ? undefined : REFUSE;
}

export function rightsOf({ flags }: MshareCall): number {
  if (flags.includes('O_RDWR')) return READ | WRITE;
  return flags.includes('O_WRONLY') ? WRITE : READ;
}

/** The numbers of O_RDONLY, O_WRONLY and O_RDWR, which the hardened call compares bit by bit. */
function numberOf(rights: number): number {
  if (rights === READ) return 0;
  return rights === WRITE ? 1 : 2;
}

/** Nobody gets more than the creator asked for, where that is looked at (q-attach-rights). */
export function rightsClaim(v: CallView): Claim | undefined {
  const region = regionNamed(v);
  const choice = v.world.choices['q-attach-rights'];
  if (!region || choice === 'allow') return undefined;
  const asked = rightsOf(mshareCall(v));
  const { rights } = region.named!;
  const within = (asked & ~rights) === 0;
  const compared = (numberOf(asked) & ~numberOf(rights)) === 0;
  if (within && compared) return undefined;
  return { kind: !within && !compared && choice === 'refuse' ? 'refuse' : 'may-refuse', errnos: ['EPERM'] };
}

/** There is a region to attach, and memory for it. What stands against it other claims say, which come before this one. */
export function attachable(v: CallView): Claim | undefined {
  const lacks = 'fail' in v.call && v.call.fail !== undefined;
  return lacks || !regionNamed(v) ? undefined : SUCCEED;
}

/** A name that nobody has cannot be given back, and any other can. */
export function givenBackClaim(v: CallView): Claim | undefined {
  const { file } = v.call as MshareUnlinkCall;
  if (v.world.mounts.length === 0 || file === undefined) return undefined;
  return regionNamed(v) ? SUCCEED : REFUSE;
}
