/** mshare_attach(): a window on a part of a region. */
import { pageOf } from '../../schemas/address.ts';
import type { MshareAttachCall, Outcome } from '../../schemas/generated/types.ts';
import { RangeMap } from '../range-map.ts';
import { addMapping, join, unmapRange } from '../regions.ts';
import { startIn } from '../seen-at.ts';
import { type Mapping, type ProcessState, READ, WRITE, type World, placeOf } from '../world.ts';
import type { CallSpec } from './call-spec.ts';
import { regionErrors, regionNamed } from './region-call.ts';
import { type CallView, type OtherCall, rangeView } from './view.ts';

export function isFixedAttach({ flags }: MshareAttachCall): boolean {
  return flags.includes('MAP_FIXED') || flags.includes('MAP_FIXED_NOREPLACE');
}

function view(world: World, process: ProcessState, call: OtherCall, step: number): CallView {
  const { addr, size } = call as MshareAttachCall;
  return rangeView(world, process, call, step, addr === undefined ? { page: 0, offset: 0 } : placeOf(world, addr), size);
}

function windowOf(v: CallView, start: number): Mapping {
  const { offset } = v.call as MshareAttachCall;
  const prot = READ | WRITE;
  return {
    start,
    end: start + (v.to - v.from),
    file: regionNamed(v)!.file,
    offset: 0,
    base: start - pageOf(offset, v.world.shift),
    shared: true,
    mayWrite: true,
    reasons: 0,
    region: undefined,
    protection: new RangeMap({ prot, by: '', step: v.step, before: prot }),
    copies: undefined,
    born: v.step,
    forked: false,
  };
}

function advance(v: CallView, seen: Outcome): void {
  const { world, process, step } = v;
  const call = v.call as MshareAttachCall;
  const start = startIn(seen, world.shift, v.from);
  const window = windowOf(v, start);
  if (isFixedAttach(call)) unmapRange(world, process, window.start, window.end, 'mmap', step);
  join(window, regionNamed(v)!);
  addMapping(world, process, window);
  if (call.as !== undefined) world.places.set(call.as, { page: start, offset: 0 });
}

export const mshareAttach: CallSpec = { view, errors: regionErrors, advance };
