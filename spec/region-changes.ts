/** Protection and advice on a range of a region: which ranges, and what may stand against them. */
import { offsetOf, pageOf } from '../schemas/address.ts';
import { regionNamed } from './calls/region-call.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { runsIn } from './named.ts';
import { cutsHugePage } from './placing.ts';
import { isForeign } from './rights.ts';
import type { Claim } from './rule.ts';
import type { Region } from './world.ts';

interface Range {
  readonly region: Region;
  readonly from: number;
  readonly to: number;
}

/** The pages that the call is about; undefined where they do not lie in the region, or are none. */
export function rangeChanged(v: CallView): Range | undefined {
  const { call, world } = v;
  if (call.call !== 'mshare_protect' && call.call !== 'mshare_advise') return undefined;
  const region = regionNamed(v);
  const from = pageOf(call.offset, world.shift);
  const to = from + pagesOf(world, call.size);
  const whole = offsetOf(call.offset, world.shift) === 0 && from < to;
  return region && whole && from < region.pages && to <= region.pages ? { region, from, to } : undefined;
}

/** The first page of the range that holds nothing. */
export function firstHole({ region, from, to }: Range): number | undefined {
  let page = from;
  for (const run of runsIn(region, from, to)) {
    if (run.from > page) break;
    page = run.to;
  }
  return page < to ? page : undefined;
}

/** Beyond the region nothing is changed; over a hole, and for those who do not own it, it may be. */
export function changeClaim(v: CallView): Claim | undefined {
  const region = regionNamed(v);
  if (!region?.named!.sized) return undefined;
  const range = rangeChanged(v);
  const rights = v.world.choices['q-place-rights'] === 'either' && isForeign(v, region) ? ['EACCES', 'EPERM', 'EBADF'] : [];
  if (!range) return { kind: 'refuse', errnos: ['EINVAL', ...rights] };
  if (v.call.call === 'mshare_advise') return { kind: 'may-refuse', errnos: ['EINVAL', 'ENOMEM', 'EOPNOTSUPP', 'EACCES', ...rights] };
  const denied =
    v.call.call === 'mshare_protect' &&
    v.call.prot.includes('PROT_WRITE') &&
    runsIn(region, range.from, range.to).some((run) => !run.placed.writable);
  const hole = firstHole(range) === undefined ? [] : ['ENOMEM', 'EINVAL'];
  // A huge page has one protection.
  if (cutsHugePage(region, range.from, range.to))
    return { kind: 'refuse', errnos: ['EINVAL', ...hole, ...(denied ? ['EACCES'] : []), ...rights] };
  if (denied) return { kind: 'refuse', errnos: ['EACCES', ...hole, ...rights] };
  const beside = [...hole, ...rights];
  return beside.length > 0 ? { kind: 'may-refuse', errnos: beside } : undefined;
}
