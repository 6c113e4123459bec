/** Which pages must be present in the tables of a sharer. */
import type { CallView } from './calls/view.ts';
import type { Claim } from './rule.ts';
import { type Mapping, type Region, mappingAt, protectionAt } from './world.ts';
import { objectAt } from './windows.ts';

const ABSENT: Claim = { kind: 'value', values: [0] };
const PRESENT: Claim = { kind: 'value', values: [1] };

export function presenceClaim(v: CallView): Claim | undefined {
  const mapping = mappingAt(v.process, v.from);
  const region = mapping?.region;
  if (!mapping) return ABSENT;
  if (!region) return undefined;
  const file = region.named ? objectAt(mapping, v.from)?.file : mapping.file;
  if (!file) return ABSENT;
  // Where nobody may reach the page, or the file ends before it, nobody has since that was so.
  const since = Math.max(protectionAt(mapping, v.from).step, file.dontneedAt, file.shrunkAt, file.removedAt);
  const filled = lastReached(region, v.from - mapping.base) > since;
  return filled && isOnlyOne(v, region) && hasLinked(v, mapping, region, since) ? PRESENT : undefined;
}

/** The last step at which any sharer reached the page; 0 where none has, for at the first step nothing is mapped. */
function lastReached(region: Region, page: number): number {
  const cached = region.log.get(page)?.cached ?? [];
  let last = 0;
  for (let i = 1; i < cached.length; i += 2) last = Math.max(last, cached[i]!);
  return last;
}

/** Of several windows of a process on one region nothing is known of each. */
function isOnlyOne({ process }: CallView, region: Region): boolean {
  return !region.named || process.mappings.filter((m) => m.region === region).length === 1;
}

/** The process has reached some page of the slot through its present mapping. */
function hasLinked(v: CallView, { base, born }: Mapping, region: Region, since: number): boolean {
  const first = v.from - base - (v.from % v.world.slotPages);
  for (const [page, log] of region.log) {
    if (page < first || page >= first + v.world.slotPages) continue;
    for (let i = 0; i < log.cached.length; i += 2) {
      const step = log.cached[i + 1]!;
      if (step > born && step > since && Math.floor(log.cached[i]! / 64) === v.process.index) return true;
    }
  }
  return false;
}
