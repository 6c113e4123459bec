/** mmap(2): a new mapping, which shares where it is eligible and its key says so. */
import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { MmapCall, Outcome } from '../../schemas/generated/types.ts';
import { HELD_BY_ALL, LARGEST_FILE, growToFit } from '../bytes.ts';
import { RangeMap } from '../range-map.ts';
import { attach } from '../attach.ts';
import { mapInto, regionAround } from '../giving.ts';
import { hasNamedRegions } from '../named.ts';
import { addMapping, differences, dissolve, eligible, findRegion, join, newRegion, unmapRange } from '../regions.ts';
import { attachedByMmap } from '../scopes.ts';
import { startIn } from '../seen-at.ts';
import {
  type Descriptor,
  EXEC,
  type FileState,
  type Mapping,
  type ProcessState,
  READ,
  REASONS,
  WRITE,
  type World,
  newFile,
  placeOf,
} from '../world.ts';
import { type CallSpec, NO_ERRORS, ONE_READING, type Reading } from './call-spec.ts';
import { type CallView, type OtherCall, pagesOf, rangeView } from './view.ts';

const BITS = {
  MAP_SHARED: 1,
  MAP_PRIVATE: 2,
  MAP_SHARED_VALIDATE: 4,
  MAP_FIXED: 8,
  MAP_FIXED_NOREPLACE: 16,
  MAP_ANONYMOUS: 32,
  MAP_SHARED_PT: 64,
  MAP_HUGETLB: 128,
} as const;

/** The flags of the call that was asked about last: all rules ask about the same one. */
const asked: { call: MmapCall | undefined; bits: number } = { call: undefined, bits: 0 };

function bitsOf(call: MmapCall): number {
  if (asked.call === call) return asked.bits;
  let bits = 0;
  for (const flag of call.flags) bits |= BITS[flag];
  asked.call = call;
  asked.bits = bits;
  return bits;
}

function view(world: World, process: ProcessState, call: OtherCall, step: number): CallView {
  const { addr, length } = call as MmapCall;
  return rangeView(world, process, call, step, addr === undefined ? { page: 0, offset: 0 } : placeOf(world, addr), length);
}

export function mmapCall(v: CallView): MmapCall {
  return v.call as MmapCall;
}

export function isFixed(call: MmapCall): boolean {
  return (bitsOf(call) & (BITS.MAP_FIXED | BITS.MAP_FIXED_NOREPLACE)) !== 0;
}

export function has(call: MmapCall, flag: MmapCall['flags'][number]): boolean {
  return (bitsOf(call) & BITS[flag]) !== 0;
}

/** How many of the three mapping types are named; exactly one is right. */
export function typeCount(call: MmapCall): number {
  const bits = bitsOf(call);
  return (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1);
}

export function descriptorOf(v: CallView): Descriptor | undefined {
  const call = mmapCall(v);
  return has(call, 'MAP_ANONYMOUS') || call.fd === undefined ? undefined : v.process.descriptors.get(call.fd);
}

function errors(v: CallView): readonly string[] {
  const call = mmapCall(v);
  const { world } = v;
  const found: string[] = [];
  if (v.empty) found.push('EINVAL');
  if (call.offset !== undefined && offsetOf(call.offset, world.shift) !== 0) found.push('EINVAL');
  if (typeCount(call) !== 1) found.push('EINVAL');
  if (has(call, 'MAP_SHARED_VALIDATE') && has(call, 'MAP_ANONYMOUS')) found.push('EINVAL');
  if (isFixed(call) && v.unaligned) found.push('EINVAL');
  if (isFixed(call) ? v.beyond : pagesOf(world, call.length) > world.userPages) found.push('ENOMEM');
  if (v.beyond && isFixed(call)) found.push('EINVAL');
  if (!isFixed(call) && !hasRoom(v, v.to - v.from, 0)) found.push('ENOMEM');
  if (has(call, 'MAP_FIXED_NOREPLACE') && v.meets.length > 0) found.push('EEXIST');
  if (!has(call, 'MAP_ANONYMOUS')) addDescriptorErrors(v, call, found);
  return found.length === 0 ? NO_ERRORS : found;
}

function addDescriptorErrors(v: CallView, call: MmapCall, found: string[]): void {
  const descriptor = descriptorOf(v);
  if (!descriptor) found.push('EBADF');
  else if (!isMapped(v, descriptor)) found.push('ENODEV', 'EACCES', ...(descriptor.file.kind === 'info' ? [] : ['EINVAL']));
  else if (!descriptor.readable) found.push('EACCES');
  else if (!descriptor.writable && !has(call, 'MAP_PRIVATE') && call.prot.includes('PROT_WRITE')) found.push('EACCES');
}

/** The information about msharefs is not mapped, nor is a region that another call attaches. */
function isMapped({ world }: CallView, { file }: Descriptor): boolean {
  return file.kind !== 'info' && (file.kind !== 'region' || attachedByMmap(world.traits));
}

/** Bytes at the bottom of the address space that Linux may keep to itself (vm.mmap_min_addr). */
const LOWEST = 65_536;

/** At the edges of what can be named, Linux may refuse: low addresses, and offsets beyond the largest file. */
function edgeErrors(v: CallView, call: MmapCall): readonly string[] {
  const { shift, geometry } = v.world;
  if (isFixed(call) && v.from * geometry.pageSize < LOWEST) return ['EPERM', 'EACCES', 'ENOMEM'];
  if (!isFixed(call) && !hasRoom(v, v.to - v.from, LOWEST / geometry.pageSize)) return ['ENOMEM'];
  const end = call.offset === undefined ? 0 : (pageOf(call.offset, shift) + (v.to - v.from)) * geometry.pageSize;
  if (end >= LARGEST_FILE) return ['EOVERFLOW', 'EINVAL', 'ENOMEM'];
  return end > HELD_BY_ALL ? ['EOVERFLOW'] : NO_ERRORS;
}

/** Is there a gap of so many pages, `lowest` or above? */
export function hasRoom({ process, world }: CallView, pages: number, lowest: number): boolean {
  let from = lowest;
  for (const m of process.mappings) {
    if (m.start - from >= pages) return true;
    from = Math.max(from, m.end);
  }
  return world.userPages - from >= pages;
}

/** Errors that stand beside success where the flag meets something that the sources leave open. */
function permits(v: CallView): readonly string[] {
  const call = mmapCall(v);
  const open = v.world.choices['q-validate'] === 'either' && has(call, 'MAP_SHARED_PT') && has(call, 'MAP_SHARED_VALIDATE');
  const edges = edgeErrors(v, call);
  return open ? [...edges, 'EOPNOTSUPP'] : edges;
}

/** What stands against sharing that the call itself shows; `start` is where the mapping begins. */
export function ownReasons(world: World, call: MmapCall, start: number): number {
  // Nobody asks by mapping something: nothing stands against it either.
  if (hasNamedRegions(world)) return 0;
  let reasons = 0;
  if (!has(call, 'MAP_SHARED_PT')) reasons |= REASONS.flag;
  if (has(call, 'MAP_PRIVATE') && world.traits.owner !== 'domain') reasons |= REASONS.type;
  if (has(call, 'MAP_ANONYMOUS')) reasons |= REASONS.file;
  if (start % world.slotPages !== 0) reasons |= REASONS.start;
  if (pagesOf(world, call.length) % world.slotPages !== 0) reasons |= REASONS.length;
  return reasons;
}

export function protOf(names: readonly string[]): number {
  return (names.includes('PROT_READ') ? READ : 0) | (names.includes('PROT_WRITE') ? WRITE : 0) | (names.includes('PROT_EXEC') ? EXEC : 0);
}

/** The mapping that a success makes; asked for the readings first, and then to follow one of them. */
function newMapping(v: CallView, start: number): Mapping {
  if (last.view === v && last.mapping?.start === start) return last.mapping;
  last.mapping = makeMapping(v, start);
  last.view = v;
  return last.mapping;
}

const last: { view: CallView | undefined; mapping: Mapping | undefined } = { view: undefined, mapping: undefined };

function makeMapping(v: CallView, start: number): Mapping {
  const call = mmapCall(v);
  const descriptor = descriptorOf(v);
  const prot = protOf(call.prot);
  // Windows share, whatever their type (q-private-window).
  const shared = !has(call, 'MAP_PRIVATE') || descriptor?.file.kind === 'region';
  const file: FileState = descriptor?.file ?? newFile(`anonymous ${v.step}`, shared ? v.to - v.from : ENDLESS, v.world.shift);
  return {
    start,
    end: start + (v.to - v.from),
    file,
    offset: call.offset === undefined || file.anonymous ? 0 : pageOf(call.offset, v.world.shift),
    base: 0,
    shared,
    mayWrite: !shared || descriptor === undefined || descriptor.writable,
    reasons: ownReasons(v.world, call, start),
    region: undefined,
    protection: new RangeMap({ prot, by: '', step: v.step, before: prot }),
    copies: undefined,
    born: v.step,
    forked: false,
  };
}

/** Private anonymous memory has no object that could end. */
const ENDLESS = 2 ** 52;

const SHARE: readonly Reading[] = ['share'];
const UNSHARED: readonly Reading[] = ['unshared'];
const BOTH: readonly Reading[] = ['unshared', 'share'];
/** What was there is no region, and the new mapping begins one. */
const ANEW: Reading = 'anew';

function chosen(choice: 'either' | 'share' | 'unshared'): readonly Reading[] {
  if (choice === 'either') return BOTH;
  return choice === 'share' ? SHARE : UNSHARED;
}

function readings(v: CallView, seen: Outcome): readonly Reading[] {
  const mapping = newMapping(v, startIn(seen, v.world.shift, v.from));
  const { world } = v;
  const validated = has(mmapCall(v), 'MAP_SHARED_VALIDATE');
  // What cannot be installed in a domain stays unshared; for want of memory, or because the flag is not known beside the type.
  if (mayEnterDomain(world, mapping)) return validated || mmapCall(v).fail !== undefined ? BOTH : SHARE;
  if (!mayJoin(world, mapping)) return ONE_READING;
  const key = keyOf(mapping);
  const region = regionAfter(v, key);
  if (!region) return !validated && secondRegion(v, key.file) === 'unshared' ? UNSHARED : SHARE;
  const joins = validated ? BOTH : joinReadings(world, mapping.protection.rest.prot === region.mode);
  return region.sure ? joins : [...joins, ANEW];
}

/** There are regions to join only where the body has the interface, and where sharing is asked for. */
function mayJoin({ claims, traits }: World, mapping: Mapping): boolean {
  return claims && traits.doorway === 'flag' && traits.owner === 'host' && eligible(mapping);
}

/** A mapping that asks for sharing begins a region in the domain of its process. */
function mayEnterDomain({ claims, traits }: World, mapping: Mapping): boolean {
  return claims && traits.owner === 'domain' && eligible(mapping);
}

/** A file of hugetlbfs is as large as its largest mapping that was made writable. */
function growFile({ traits }: World, { file, offset, start, end, protection }: Mapping, step: number): void {
  const writable = (protection.rest.prot & WRITE) !== 0;
  if (traits.files === 'hugetlbfs' && !file.anonymous && writable) growToFit(file, offset + (end - start), step);
}

function joinReadings(world: World, sameProtection: boolean): readonly Reading[] {
  return sameProtection ? SHARE : chosen(world.choices['q-join-protection']);
}

/** What the profile says of a region beside another one of the same file; undefined where there is no other. */
function secondRegion(v: CallView, file: FileState): 'either' | 'share' | 'unshared' | undefined {
  return v.world.regions.some((r) => r.file === file) ? v.world.choices['q-second-region'] : undefined;
}

/** The living region of the key, unless this very call takes its last sharer away. */
function regionAfter(v: CallView, key: ReturnType<typeof keyOf>): ReturnType<typeof findRegion> {
  const region = findRegion(v.world, key);
  const leaves = region && v.meets.some((m) => m.region === region);
  return region && !(leaves && region.sharers === 1) ? region : undefined;
}

function keyOf(m: Mapping): { file: FileState; offset: number; start: number; pages: number } {
  return { file: m.file, offset: m.offset, start: m.start, pages: m.end - m.start };
}

function advance(v: CallView, seen: Outcome, reading: Reading): void {
  const { world, process, step } = v;
  const call = mmapCall(v);
  const mapping = newMapping(v, startIn(seen, v.world.shift, v.from));
  const around = isFixed(call) ? regionAround(process, mapping.start, mapping.end) : undefined;
  if (around) return mapInto(world, around, mapping, process.name, step);
  if (isFixed(call)) unmapRange(world, process, mapping.start, mapping.end, 'mmap', step);
  attach(world, mapping);
  const key = keyOf(mapping);
  if (world.traits.owner === 'domain') enterDomain(v, mapping, reading);
  else if ((mapping.reasons & REASONS.flag) === 0) mapping.reasons |= differences(world, key);
  const region = mayJoin(world, mapping) ? findRegion(world, key) : undefined;
  if (region && reading === ANEW) dissolve(world, region);
  else if (region) region.sure = true;
  if (region && reading === 'share') join(mapping, region);
  else if (mayJoin(world, mapping) && (reading === ANEW || reading === 'share')) {
    const sure = secondRegion(v, key.file) !== 'either' && !has(call, 'MAP_SHARED_VALIDATE');
    join(mapping, newRegion(world, key, mapping.protection.rest.prot, step, sure));
  }
  growFile(world, mapping, step);
  addMapping(world, process, mapping);
  if (call.as !== undefined) {
    world.places.set(call.as, { page: mapping.start, offset: 0 });
  }
}

/** The first region of a process without a domain makes it one. */
function enterDomain({ world, process, step }: CallView, mapping: Mapping, reading: Reading): void {
  if (!mayEnterDomain(world, mapping) || reading !== 'share') return;
  process.domain ||= world.nextRegion + 1;
  join(mapping, newRegion(world, keyOf(mapping), mapping.protection.rest.prot, step, true, process.domain));
}

/** Has hugetlbfs refused the offset after what was there had been taken away (q-refused-fixed)? */
export function mayHaveUnmapped({ traits, choices, shift }: World, call: MmapCall): boolean {
  const oddOffset = call.offset !== undefined && offsetOf(call.offset, shift) !== 0;
  return traits.files === 'hugetlbfs' && choices['q-refused-fixed'] === 'either' && has(call, 'MAP_FIXED') && oddOffset;
}

function failureReadings(v: CallView): readonly Reading[] {
  return v.meets.length > 0 && !v.unaligned && mayHaveUnmapped(v.world, mmapCall(v)) ? ['unchanged', 'unmapped'] : ONE_READING;
}

export const mmap: CallSpec = {
  view,
  errors,
  permits,
  readings,
  advance,
  failureReadings,
  advanceFailure: (v, reading) => {
    if (reading === 'unmapped') unmapRange(v.world, v.process, v.from, v.to, 'mmap', v.step);
  },
};
