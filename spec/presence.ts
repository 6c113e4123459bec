/** Which pages must be present in the tables of a sharer. */
import type { CallView } from './calls/view.ts';
import type { Claim } from './rule.ts';
import { type Region, mappingAt } from './world.ts';

const ABSENT: Claim = { kind: 'value', values: [0] };
const PRESENT: Claim = { kind: 'value', values: [1] };

export function presenceClaim(v: CallView): Claim | undefined {
  const mapping = mappingAt(v.process, v.from);
  const region = mapping?.region;
  if (!mapping) return ABSENT;
  if (!region) return undefined;
  const { prot, step } = region.protection.at(v.from);
  const { file } = mapping;
  const filePage = mapping.offset + (v.from - mapping.start);
  if (prot === 0 || filePage >= file.pages) return undefined;
  const since = Math.max(step, file.dontneedAt, file.shrunkAt, file.removedAt);
  const filled = lastReached(region, v.from) > since;
  return filled && hasLinked(v, region, mapping.born, since) ? PRESENT : undefined;
}

/** The last step at which any sharer reached the page. */
function lastReached(region: Region, page: number): number {
  const cached = region.log.get(page)?.cached ?? [];
  let last = -1;
  for (let i = 1; i < cached.length; i += 2) last = Math.max(last, cached[i]!);
  return last;
}

/** The process has reached some page of the slot through its present mapping. */
function hasLinked(v: CallView, region: Region, born: number, since: number): boolean {
  const first = v.from - (v.from % v.world.slotPages);
  for (const [page, log] of region.log) {
    if (page < first || page >= first + v.world.slotPages) continue;
    for (let i = 0; i < log.cached.length; i += 2) {
      const step = log.cached[i + 1]!;
      if (step > born && step > since && Math.floor(log.cached[i]! / 64) === v.process.index) return true;
    }
  }
  return false;
}
