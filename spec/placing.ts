/** An object is put into a region: with which arguments, and what it changes. */
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { MapFlags, MshareMapCall, Prot } from '../schemas/generated/types.ts';
import { growToFit } from './bytes.ts';
import { protOf } from './calls/mmap.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { isForeign } from './rights.ts';
import type { Claim } from './rule.ts';
import { place, regionOfFile } from './named.ts';
import { livesByOwner } from './scopes.ts';
import { type Descriptor, type FileState, type Region, WRITE, type World, newFile } from './world.ts';

/** The arguments, whatever call they come by. */
export interface Placing {
  readonly region: Region;
  readonly regionOffset: string;
  readonly size: string;
  readonly prot: Prot;
  readonly flags: MapFlags;
  /** The handle of the object, and the offset in it. */
  readonly object: string | undefined;
  readonly offset: string;
}

/** What the call puts into a region; undefined where it is another call, or its arguments cannot be read. */
export function placingOf(v: CallView): Placing | undefined {
  const { call, process, world } = v;
  if (call.call === 'mshare_map') return placingOfMap(v, call);
  if (call.call !== 'ioctl' || call.request !== 'MSHAREFS_CREATE_MAPPING' || call.pointer !== undefined) return undefined;
  const file = process.descriptors.get(call.fd)?.file;
  const region = file && regionOfFile(world, file);
  if (!region) return undefined;
  const { regionOffset, size, prot, flags, object, offset } = call;
  return { region, regionOffset: regionOffset!, size: size!, prot: prot!, flags: flags!, object, offset: offset! };
}

/** The offset says where, so that MAP_FIXED is meant. */
function placingOfMap({ process, world }: CallView, call: MshareMapCall): Placing | undefined {
  const file = process.descriptors.get(call.fd)?.file;
  const region = file && regionOfFile(world, file);
  if (!region) return undefined;
  const { offset: regionOffset, size, prot, object, objectOffset: offset = '0x0' } = call;
  const flags: MapFlags = call.flags.includes('MAP_FIXED') ? call.flags : [...call.flags, 'MAP_FIXED'];
  return { region, regionOffset, size, prot, flags, object, offset };
}

export function objectOf(v: CallView, { object }: Placing): Descriptor | undefined {
  return object === undefined ? undefined : v.process.descriptors.get(object);
}

export function isAnonymous({ flags }: Placing): boolean {
  return flags.includes('MAP_ANONYMOUS');
}

/** Pages of a huge page, what one leaf table covers, where the object is made of such; else 1. */
export function grainOf(v: CallView, placing: Placing): number {
  const huge = isAnonymous(placing) ? placing.flags.includes('MAP_HUGETLB') : isHugeFile(v.world, objectOf(v, placing)?.file);
  return huge ? v.world.slotPages : 1;
}

/** Is it a file on hugetlbfs, in a trace of ordinary pages? */
export function isHugeFile({ hugeFiles }: World, file: FileState | undefined): boolean {
  return file !== undefined && file.kind === 'bytes' && hugeFiles.has(file.name);
}

/** Pages of the region that the object is to take, whole huge pages where it is made of them. */
export function rangeOf(v: CallView, placing: Placing): { readonly from: number; readonly to: number } {
  const { shift } = v.world;
  const grain = grainOf(v, placing);
  const from = pageOf(placing.regionOffset, shift);
  const pages = pagesOf(v.world, placing.size);
  return { from, to: from + Math.ceil(pages / grain) * grain };
}

export function putIn(v: CallView, region: Region, placing: Placing): void {
  const { from, to } = rangeOf(v, placing);
  const { world, process, step } = v;
  const anonymous = isAnonymous(placing);
  const file: FileState = anonymous ? newFile(`anonymous ${step}`, to - from, world.shift) : objectOf(v, placing)!.file;
  const offset = anonymous ? 0 : pageOf(placing.offset, world.shift);
  const writable = anonymous || objectOf(v, placing)!.writable;
  const piece = { file, offset, prot: protOf(placing.prot), grain: grainOf(v, placing), writable };
  // As large as its largest mapping that was made writable.
  if (isHugeFile(world, file) && (piece.prot & WRITE) !== 0) growToFit(file, offset + (to - from), step);
  place(world, region, from, to, piece, process.name, step);
}

/** Does a range cut a huge page that stands in the region? */
export function cutsHugePage(region: Region, from: number, to: number): boolean {
  const { contents } = region.named!;
  return [from, to].some((edge) => {
    const { file, grain } = contents.at(edge);
    return edge > 0 && file !== undefined && grain > 1 && contents.at(edge - 1).file === file && edge % grain !== 0;
  });
}

function isHeld(region: Region, from: number, to: number): boolean {
  const { contents } = region.named!;
  return (
    contents.at(from).file !== undefined ||
    contents.begins().some((begin) => begin >= from && begin < to && contents.at(begin).file !== undefined)
  );
}

const TYPES = ['MAP_SHARED', 'MAP_PRIVATE', 'MAP_SHARED_VALIDATE'] as const;

/** Why an object cannot be put where the call wants it. */
function refusals(v: CallView, placing: Placing): string[] {
  const { flags, region, size, regionOffset } = placing;
  const { from, to } = rangeOf(v, placing);
  const { world } = v;
  const found: string[] = [];
  const types = TYPES.filter((type) => flags.includes(type));
  if (types.length !== 1 || types[0] === 'MAP_PRIVATE' || !flags.includes('MAP_FIXED')) found.push('EINVAL');
  if (size === '0x0' || offsetOf(regionOffset, world.shift) !== 0 || from % grainOf(v, placing) !== 0) found.push('EINVAL');
  if (from >= region.pages || to > region.pages) found.push('EINVAL');
  // A size that leaves 64 bits passes the comparison in the posted code, and finds no room after it.
  if (pagesOf(world, size) > world.userPages) found.push('EINVAL', 'ENOMEM');
  if (cutsHugePage(region, from, to)) found.push('EINVAL');
  if (flags.includes('MAP_FIXED_NOREPLACE') && isHeld(region, from, to)) found.push('EEXIST');
  if (flags.includes('MAP_SHARED_VALIDATE') && isAnonymous(placing)) found.push('EINVAL');
  if (!isAnonymous(placing)) found.push(...objectErrors(v, placing));
  return found;
}

function objectErrors(v: CallView, placing: Placing): string[] {
  const object = objectOf(v, placing);
  if (!object) return ['EBADF'];
  const found: string[] = [];
  if (object.file.kind === 'region') found.push('EINVAL');
  if (object.file.kind === 'info') found.push('ENODEV');
  const huge = isHugeFile(v.world, object.file);
  if (placing.flags.includes('MAP_HUGETLB') && !huge) found.push('EINVAL');
  if (huge && pageOf(placing.offset, v.world.shift) % v.world.slotPages !== 0) found.push('EINVAL');
  if (!object.readable || (placing.prot.includes('PROT_WRITE') && !object.writable)) found.push('EACCES');
  return found;
}

/** What may be answered beside success. */
function permitted(v: CallView, placing: Placing): string[] {
  const { world } = v;
  const { flags, region, object } = placing;
  const found: string[] = [];
  if (world.choices['q-place-rights'] === 'either' && isForeign(v, region)) found.push('EACCES', 'EPERM', 'EBADF');
  if (offsetOf(placing.offset, world.shift) !== 0 && world.choices['q-object-offset'] !== 'round') found.push('EINVAL');
  if (isAnonymous(placing) && object !== undefined) found.push('EINVAL');
  // No tables of one process reach so far.
  if (rangeOf(v, placing).to > world.userPages) found.push('ENOMEM');
  if (v.call.call === 'mshare_map') found.push(...permittedOfMap(v, v.call, placing));
  if (isAnonymous(placing) && flags.includes('MAP_HUGETLB')) found.push('ENOMEM', 'EPERM', 'EINVAL');
  // Huge pages are set aside when they are mapped, as far as there are any.
  if (isHugeFile(world, objectOf(v, placing)?.file)) found.push('ENOMEM');
  if (flags.includes('MAP_SHARED_VALIDATE') && flags.includes('MAP_SHARED_PT')) found.push('EOPNOTSUPP');
  return found;
}

/** Whether MAP_FIXED is asked for, and what happens where something stands, is not published. */
function permittedOfMap(v: CallView, { flags }: MshareMapCall, placing: Placing): string[] {
  if (flags.includes('MAP_FIXED')) return [];
  const { from, to } = rangeOf(v, placing);
  return isHeld(placing.region, from, to) ? ['EINVAL', 'EEXIST'] : ['EINVAL'];
}

export function placeClaim(v: CallView): Claim | undefined {
  const placing = placingOf(v);
  if (!placing || !placing.region.named!.sized) return undefined;
  const found = refusals(v, placing);
  const beside = permitted(v, placing);
  const odd = offsetOf(placing.offset, v.world.shift) !== 0 && v.world.choices['q-object-offset'] === 'refuse';
  if (found.length > 0 || odd) return { kind: 'refuse', errnos: [...found, ...beside] };
  return beside.length > 0 ? { kind: 'may-refuse', errnos: beside } : undefined;
}

/** Where the owner is gone, nothing more is put into the region, or as before. */
export function ownerlessClaim(v: CallView): Claim | undefined {
  const placing = placingOf(v);
  const { traits, choices } = v.world;
  if (!placing || !livesByOwner(traits) || placing.region.named!.owner !== '') return undefined;
  const choice = choices['q-place-ownerless'];
  if (choice === 'allow') return undefined;
  return { kind: choice === 'refuse' ? 'refuse' : 'may-refuse', errnos: ['EINVAL'] };
}
