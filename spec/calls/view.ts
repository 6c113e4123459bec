/** What the world says of one call that is not an access, for the rules to judge. */
import { pagesCovering } from '../../schemas/address.ts';
import type { Call, CallOf } from '../../schemas/contract.ts';
import { type Mapping, type Place, type ProcessState, type World, mappingsIn } from '../world.ts';

/** Every call but an access, which is viewed as an AccessView. */
export type OtherCall = Exclude<Call, CallOf<'load' | 'store'>>;

export interface CallView {
  readonly kind: 'call';
  readonly call: OtherCall;
  readonly world: World;
  readonly process: ProcessState;
  readonly step: number;
  /** The pages that the call names, where it names some: `from` up to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  /** The start is not page-aligned, or the length is 0 or leaves user space. */
  readonly unaligned: boolean;
  readonly empty: boolean;
  readonly beyond: boolean;
  /** The caller's mappings that the pages meet. */
  readonly meets: readonly Mapping[];
  /** Some named page has no mapping. */
  readonly hole: boolean;
  /** A shared region of the caller is met, but not the whole of it. */
  readonly partial: boolean;
  /** The same of what may not be a region at all. */
  readonly unsurePart: boolean;
  /** A whole region is met, and more than it. */
  readonly wider: boolean;
}

/** A call of a child that was never made, since its fork failed. Nothing is asked of the answer, and nothing follows from it. */
export interface UnbornView {
  readonly kind: 'unborn';
  readonly call: Call;
  readonly world: World;
  readonly step: number;
}

const NOWHERE: Place = { page: 0, offset: 0 };

/** The view of a call that names no pages. */
export function bareView(world: World, process: ProcessState, call: OtherCall, step: number): CallView {
  return rangeView(world, process, call, step, NOWHERE, '0x0');
}

export function rangeView(world: World, process: ProcessState, call: OtherCall, step: number, place: Place, length: string): CallView {
  const from = place.page;
  const to = from + pagesOf(world, length);
  const meets = from < to ? mappingsIn(process, from, to) : NO_MAPPINGS;
  const { regions, partial, unsurePart } = regionsMet(meets, from, to);
  return {
    kind: 'call',
    call,
    world,
    process,
    step,
    from,
    to,
    unaligned: place.offset !== 0,
    empty: from === to,
    beyond: to > world.userPages,
    meets,
    hole: covered(meets, from, to) < to - from,
    partial,
    unsurePart: unsurePart && !partial,
    wider: !partial && regions > 0 && !(meets.length === 1 && meets[0]!.start === from && meets[0]!.end === to),
  };
}

const NO_MAPPINGS: readonly Mapping[] = [];

/** How many regions a range meets, and whether of any it meets only a part. */
function regionsMet(meets: readonly Mapping[], from: number, to: number): { regions: number; partial: boolean; unsurePart: boolean } {
  const met = { regions: 0, partial: false, unsurePart: false };
  for (const m of meets) {
    if (!m.region) continue;
    met.regions++;
    if (m.start >= from && m.end <= to) continue;
    if (m.region.sure) met.partial = true;
    else met.unsurePart = true;
  }
  return met;
}

/** Whole pages that a length in bytes covers. */
export function pagesOf(world: World, length: string): number {
  return pagesCovering(length, world.shift);
}

function covered(meets: readonly Mapping[], from: number, to: number): number {
  let pages = 0;
  for (const m of meets) pages += Math.min(m.end, to) - Math.max(m.start, from);
  return pages;
}
