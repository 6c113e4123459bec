/** A window on a region comes about by mmap of the region's file. */
import type { MmapCall, Outcome } from '../schemas/generated/types.ts';
import type { CallView } from './calls/view.ts';
import { MAY_REFUSE } from './claims.ts';
import type { Claim } from './rule.ts';
import { place, regionOfFile, setSize } from './named.ts';
import { join } from './regions.ts';
import { livesByOwner } from './scopes.ts';
import { pageIn } from './seen-at.ts';
import { unitPages } from './units.ts';
import { type Mapping, type Region, type World, newFile } from './world.ts';

/** A mapping of the file of a region becomes a window on it. */
export function attach(world: World, mapping: Mapping): void {
  const region = regionOfFile(world, mapping.file);
  if (!region) return;
  mapping.offset = 0;
  mapping.base = mapping.start;
  if (world.traits.size === 'first-mapping' && !region.named!.sized) beginAt(world, region, mapping);
  join(mapping, region);
}

/** The first mapping gives the region its place and size, and memory of zeros with the protection that it asks for. */
function beginAt(world: World, region: Region, { start, end, protection, born }: Mapping): void {
  const pages = end - start;
  setSize(world, region, pages);
  region.named!.start = start;
  const file = newFile(`anonymous ${born}`, pages, world.shift);
  place(world, region, 0, pages, { file, offset: 0, prot: protection.rest.prot, writable: true, grain: 1 }, '', born);
}

/** The region that an mmap is to attach. */
export function regionAsked(v: CallView): Region | undefined {
  const { call, process, world } = v;
  if (call.call !== 'mmap' || call.fd === undefined || call.flags.includes('MAP_ANONYMOUS')) return undefined;
  const file = process.descriptors.get(call.fd)?.file;
  return file && regionOfFile(world, file);
}

function isFixed({ flags }: MmapCall): boolean {
  return flags.includes('MAP_FIXED') || flags.includes('MAP_FIXED_NOREPLACE');
}

/** Only the whole of a region that has its size and its owner is attached, shared, at a multiple of the unit. */
export function attachClaim(v: CallView): Claim | undefined {
  const region = regionAsked(v);
  if (!region) return undefined;
  const call = v.call as MmapCall;
  const { sized, owner } = region.named!;
  const { traits, geometry, userPages } = v.world;
  const unit = unitPages(traits, geometry);
  const found: string[] = [];
  if (call.flags.includes('MAP_PRIVATE') || !sized) found.push('EINVAL');
  if (livesByOwner(traits) && owner === '') found.push('EINVAL');
  if (v.to - v.from !== region.pages) found.push('EINVAL');
  if (isFixed(call) && v.from % unit !== 0) found.push('EINVAL');
  if (region.pages > userPages || (!isFixed(call) && !hasAlignedRoom(v, region.pages, unit))) found.push('ENOMEM');
  if (found.length > 0) return { kind: 'refuse', errnos: found };
  // The posted code attaches the whole from whatever offset (q-window-offset).
  return call.offset !== undefined && call.offset !== '0x0' ? MAY_REFUSE : undefined;
}

/** Is there a gap for so many pages that begins at a multiple of the unit, above the lowest one? */
export function hasAlignedRoom({ process, world }: CallView, pages: number, unit: number): boolean {
  let from = unit;
  for (const m of process.mappings) {
    if (m.start - from >= pages) return true;
    from = Math.max(from, Math.ceil(m.end / unit) * unit);
  }
  return world.userPages - from >= pages;
}

/** The answer is a multiple of the unit. */
export function alignedClaim(v: CallView): Claim | undefined {
  if (!regionAsked(v)) return undefined;
  const { traits, geometry, shift } = v.world;
  const unit = unitPages(traits, geometry);
  return {
    kind: 'answer',
    text: `an address that is a multiple of ${unit} pages`,
    passes: (seen: Outcome) => pageIn(seen, shift) % unit === 0,
  };
}
