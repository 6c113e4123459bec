/** mremap(2): shrinks, grows or moves a mapping. A region is left when its mapping moves. */
import type { MremapCall, Outcome } from '../../schemas/generated/types.ts';
import { addMapping, join, unmapRange } from '../regions.ts';
import { startIn } from '../seen-at.ts';
import { type Mapping, REASONS, type Region, type World, mappingAt, mappingLike, mappingsIn, placeOf } from '../world.ts';
import type { CallSpec } from './call-spec.ts';
import { hasRoom } from './mmap.ts';
import { type CallView, pagesOf, rangeView } from './view.ts';

/** What may be answered where a region is met, or several mappings that may be one to the kernel. */
const ON_REGION: readonly string[] = ['EINVAL', 'EFAULT', 'ENOMEM'];

/** Where no place is given, what stands there is no multiple of a page. */
const NO_PLACE = '0x1';

function remapCall(v: CallView): MremapCall {
  return v.call as MremapCall;
}

/** A mapping that shares is left whole or not at all, except where its change ends the sharing. */
function heldWhole({ traits }: World): boolean {
  return traits.owner === 'host';
}

/** The mapping that the old range lies in; undefined when it is none or several. */
function source(v: CallView): Mapping | undefined {
  const m = v.meets[0] ?? mappingAt(v.process, v.from);
  return m && v.from >= m.start && v.to <= m.end ? m : undefined;
}

function errors(v: CallView): readonly string[] {
  const call = remapCall(v);
  const found: string[] = [];
  const pages = pagesOf(v.world, call.newLength);
  const m = source(v);
  if (v.unaligned || pages === 0) found.push('EINVAL');
  if (v.empty && !m?.shared) found.push('EINVAL');
  // Of a range that does not grow Linux looks at the beginning alone, and takes a tail away.
  const shrinks = pages <= v.to - v.from && mappingAt(v.process, v.from) !== undefined;
  if (!m && (v.hole || v.empty) && !shrinks) found.push('EFAULT');
  if (call.flags.includes('MREMAP_FIXED')) found.push(...fixedErrors(v, call, pages));
  if (pages > v.world.userPages) found.push('ENOMEM', 'EINVAL');
  return found;
}

function fixedErrors(v: CallView, call: MremapCall, pages: number): string[] {
  if (!call.flags.includes('MREMAP_MAYMOVE')) return ['EINVAL'];
  const { page: from, offset } = placeOf(v.world, call.newAddr ?? NO_PLACE);
  const to = from + pages;
  const overlaps = from < v.to && to > v.from;
  const cuts =
    heldWhole(v.world) && v.process.mappings.some((m) => m.region?.sure && m.start < to && m.end > from && (m.start < from || m.end > to));
  const bad = offset !== 0 || overlaps || cuts || to > v.world.userPages;
  return bad ? ['EINVAL', 'ENOMEM'] : [];
}

/** Does something that is a region, or may be one, lie where the mapping is to go? */
function regionInTheWay({ world, process }: CallView, call: MremapCall): boolean {
  const { page } = placeOf(world, call.newAddr ?? '0x0');
  return mappingsIn(process, page, page + pagesOf(world, call.newLength)).some((m) => m.region);
}

function permits(v: CallView): readonly string[] {
  const call = remapCall(v);
  const m = source(v);
  if (!m || v.empty) return ON_REGION;
  const grows = pagesOf(v.world, call.newLength) > v.to - v.from;
  const found: string[] = [];
  if (call.flags.includes('MREMAP_FIXED') && regionInTheWay(v, call)) found.push('EINVAL');
  // Pages of different protection lie in VMAs of their own.
  if (m.protection.some((p) => p.by !== '')) found.push('EFAULT');
  if (m.region && heldWhole(v.world) && mayStay(v, call, m.region)) found.push(...ON_REGION);
  if (grows && !call.flags.includes('MREMAP_MAYMOVE')) found.push('ENOMEM');
  if (grows && !hasRoom(v, pagesOf(v.world, call.newLength), 0)) found.push('ENOMEM');
  if (grows && m.end !== v.to) found.push('EFAULT', 'ENOMEM');
  return found;
}

/** A window that is to move to another place is another question than one that is to stay. */
function mayStay({ world: { choices } }: CallView, { flags }: MremapCall, region: Region): boolean {
  return region.named ? !flags.includes('MREMAP_FIXED') : choices['q-mremap'] !== 'move';
}

function advance(v: CallView, seen: Outcome): void {
  const start = startIn(seen, v.world.shift, v.from);
  remap(v, start);
  const { as } = remapCall(v);
  if (as !== undefined) v.world.places.set(as, { page: start, offset: 0 });
}

function remap(v: CallView, start: number): void {
  const m = source(v);
  const { world, process, step } = v;
  const pages = pagesOf(world, remapCall(v).newLength);
  const shift = start - v.from;
  if (!m) return shift === 0 ? unmapRange(world, process, v.from + pages, v.to, 'mremap', step) : moveSeveral(v, shift);
  const moved = mappingElsewhere(world, m, start, start + pages, m.offset + (v.from - m.start));
  moved.protection = movedProtection(m, v, shift, pages);
  moved.copies = m.copies && new Map([...m.copies].filter(([page]) => page >= v.from && page < v.to).map(([page, c]) => [page + shift, c]));
  if (shift === 0 && pages === v.to - v.from) return;
  if (m.region?.named) takeAlong(m, m.region, moved);
  // With an old length of 0 the mapping stays and is doubled.
  if (!v.empty) unmapRange(world, process, v.from, v.to, 'mremap', step);
  if (shift !== 0) unmapRange(world, process, moved.start, moved.end, 'mremap', step);
  addMapping(world, process, moved);
}

/** Since Linux 6.17 all mappings of a range move, with the holes between them. */
function moveSeveral(v: CallView, shift: number): void {
  const { world, process, step, from, to } = v;
  const moved = v.meets.map((m) => {
    const [start, end] = [Math.max(m.start, from), Math.min(m.end, to)];
    const part = mappingElsewhere(world, m, start + shift, end + shift, m.offset + (start - m.start));
    part.protection = protectionOf(m).shifted(shift);
    part.copies = m.copies && new Map([...m.copies].map(([page, copy]) => [page + shift, copy]));
    if (m.region?.named) takeAlong(m, m.region, part);
    return part;
  });
  unmapRange(world, process, from, to, 'mremap', step);
  unmapRange(world, process, from + shift, to + shift, 'mremap', step);
  for (const part of moved) addMapping(world, process, part);
}

/** Where its address is a part of what it shared by, it cannot share at another one. */
function mappingElsewhere(world: World, m: Mapping, start: number, end: number, offset: number): Mapping {
  const moved = mappingLike(m, start, end, offset);
  if (m.region && !m.region.named && heldWhole(world)) moved.reasons |= REASONS.otherAddress;
  return moved;
}

/** A window goes on showing its region from where it lies now. */
function takeAlong(m: Mapping, region: Region, moved: Mapping): void {
  moved.protection = m.protection;
  moved.base = moved.start;
  join(moved, region);
}

/** The protection of a region is that of all who share it; a window has one beside it. */
function protectionOf({ region, protection }: Mapping): Mapping['protection'] {
  return region && !region.named ? region.protection : protection;
}

/** The protection moves along; pages that are new have that of the last old page, or of the first where none is old. */
function movedProtection(m: Mapping, v: CallView, shift: number, pages: number): Mapping['protection'] {
  const map = protectionOf(m).shifted(shift);
  const last = map.at(Math.max(v.from, v.to - 1) + shift);
  map.set(v.to + shift, v.from + shift + pages, last);
  return map;
}

export const mremap: CallSpec = {
  view: (world, process, call, step) => {
    const { addr, oldLength } = call as MremapCall;
    return rangeView(world, process, call, step, placeOf(world, addr), oldLength);
  },
  errors,
  permits,
  advance,
};
