/**
 * Domains: regions that only a fork passes on. Whoever changes its mapping of one leaves it first, so that the change is its own; how
 * much of the mapping leaves is open (q-unshare-extent).
 */
import type { Outcome } from '../schemas/generated/types.ts';
import { ONE_READING, type Reading } from './calls/call-spec.ts';
import { protOf } from './calls/mmap.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { RangeMap } from './range-map.ts';
import { vacate } from './regions.ts';
import { type Mapping, type ProcessState, type World, mappingLike, mappingsIn, noteMapped, placeOf } from './world.ts';

/** How much of a mapping leaves the domain. */
type Extent = 'mapping' | 'slots' | 'nothing';

interface Pages {
  readonly from: number;
  readonly to: number;
}

/** Stands between the reading of the call itself and the extent. */
const MARK = '|';

/** The pages of the caller that a call changes, once it succeeds. MADV_REMOVE concerns the file, and changes no mapping. */
function changedBy(v: CallView): readonly Pages[] {
  const { call } = v;
  const own = { from: v.from, to: v.to };
  if (call.call === 'munmap' || call.call === 'mprotect') return [own];
  if (call.call === 'madvise') return call.advice === 'MADV_DONTNEED' ? [own] : NOTHING;
  if (call.call === 'mmap') return call.flags.includes('MAP_FIXED') ? [own] : NOTHING;
  if (call.call !== 'mremap') return NOTHING;
  const pages = pagesOf(v.world, call.newLength);
  if (call.flags.includes('MREMAP_FIXED') && call.newAddr !== undefined) {
    const there = placeOf(v.world, call.newAddr).page;
    return [own, { from: there, to: there + pages }];
  }
  // What gets shorter loses its tail; what stays as it is is not touched.
  return pages > v.to - v.from ? [own] : [{ from: v.from + pages, to: v.to }];
}

const NOTHING: readonly Pages[] = [];

function sharedIn({ process }: CallView, { from, to }: Pages): Mapping[] {
  return from < to ? mappingsIn(process, from, to).filter((m) => m.region !== undefined) : [];
}

/** The whole slots of a mapping that a range meets. */
function slotsMet({ slotPages }: World, m: Mapping, { from, to }: Pages): Pages {
  return {
    from: Math.max(m.start, Math.floor(Math.max(from, m.start) / slotPages) * slotPages),
    to: Math.min(m.end, Math.ceil(Math.min(to, m.end) / slotPages) * slotPages),
  };
}

/** The extents that differ for a call, each of which the sources permit. */
function extentsOf(v: CallView): readonly Extent[] {
  const met = changedBy(v).flatMap((pages) => sharedIn(v, pages).map((m) => ({ m, slots: slotsMet(v.world, m, pages) })));
  if (met.length === 0) return NO_EXTENTS;
  const choice = v.world.choices['q-unshare-extent'];
  const extents: Extent[] = choice === 'slots' ? ['slots'] : ['mapping'];
  if (choice === 'either' && met.some(({ m, slots }) => slots.from > m.start || slots.to < m.end)) extents.push('slots');
  const { call } = v;
  // A change to what is there already may be no change.
  if (call.call === 'mprotect' && met.every(({ m }) => m.protection.rest.prot === protOf(call.prot))) extents.push('nothing');
  return extents;
}

const NO_EXTENTS: readonly Extent[] = [];

/** The readings of a success, with what of the caller's mappings has left the domain. */
export function withExtents(v: CallView, seen: Outcome, readings: readonly Reading[]): readonly Reading[] {
  if (v.world.traits.owner !== 'domain' || seen.result !== 'done') return readings;
  const extents = extentsOf(v);
  return extents.length === 0 ? readings : readings.flatMap((reading) => extents.map((extent) => reading + MARK + extent));
}

/** Lets the caller leave as the reading says. @returns the reading of the call itself */
export function leaveDomain(v: CallView, reading: Reading): Reading {
  const at = reading.indexOf(MARK);
  if (at < 0) return reading;
  const extent = reading.slice(at + 1);
  if (extent !== 'nothing')
    for (const pages of changedBy(v)) for (const m of sharedIn(v, pages)) leavePages(v, m, pages, extent === 'slots');
  return reading.slice(0, at) || ONE_READING[0]!;
}

function leavePages({ call, world, process }: CallView, m: Mapping, pages: Pages, slots: boolean): void {
  // What is unmapped as a whole leaves as any sharer of a region does.
  const unmapped = call.call !== 'mprotect' && call.call !== 'madvise' && m.start >= pages.from && m.end <= pages.to;
  if (unmapped) return;
  if (slots) keepSides(process, m, slotsMet(world, m, pages));
  unshare(world, m);
}

/** What a call changes although it failed has left as well, all of the mapping. */
export function leaveOnFailure(v: CallView): void {
  if (v.world.traits.owner !== 'domain') return;
  for (const pages of changedBy(v)) for (const m of sharedIn(v, pages)) unshare(v.world, m);
}

/** Cuts a mapping down to some slots of it; its sides go on sharing. */
function keepSides(process: ProcessState, m: Mapping, { from, to }: Pages): void {
  const sides = [
    { start: m.start, end: from },
    { start: to, end: m.end },
  ].filter(({ start, end }) => start < end);
  for (const { start, end } of sides) {
    const side = mappingLike(m, start, end, m.offset + (start - m.start));
    side.region = m.region;
    m.region!.sharers++;
    process.mappings.push(side);
  }
  m.offset += from - m.start;
  m.start = from;
  m.end = to;
  process.mappings.sort((a, b) => a.start - b.start);
}

/** A mapping goes on for itself, with the protection that it had. The last one to leave ends the region. */
function unshare(world: World, m: Mapping): void {
  const region = m.region!;
  m.region = undefined;
  m.protection = new RangeMap(m.protection.rest);
  region.sharers--;
  if (region.sharers === 0) vacate(world, region);
  noteMapped(world);
}
