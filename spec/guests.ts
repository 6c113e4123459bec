/** Structural questions about guests and hosts. */
import { PRESENT } from '../schemas/contract.ts';
import { type Inspection, type Link, clashWith, entryAt, hostOf, linkAt, nameOf } from './inspection.ts';
import type { Finding } from './rule.ts';
import { type Region, mappingAt } from './world.ts';

/** Every guest link of a region that has a host leads where the host's link leads. */
export function guestsFollowHost(v: Inspection): Finding {
  let decided = false;
  for (const link of v.links) {
    const host = link.mapping && link.region && hostOf(v, link.region);
    if (!host) continue;
    decided = true;
    const theirs = linkAt(v, host, link.slot);
    if (theirs?.table !== link.table) return { wrong: differs(link, theirs) };
  }
  return decided ? 'held' : undefined;
}

function differs(link: Link, theirs: Link | undefined): string {
  const host = theirs ? `leads to table ${theirs.table}` : 'is empty';
  return `the PMD entry of ${nameOf(link.mm)} leads to table ${link.table}, while the entry of the host ${host}`;
}

/** The page that a sharer has just accessed is present in the host's tree. */
export function hostHasPage(v: Inspection): Finding {
  const page = v.accessed;
  const region = page < 0 || !v.process ? undefined : mappingAt(v.process, page)?.region;
  const host = region && hostOf(v, region);
  if (!host) return undefined;
  const link = linkAt(v, host, Math.floor(page / v.world.slotPages));
  const table = link && v.tables[link.table];
  const at = table ? entryAt(table, page % v.world.slotPages) : -1;
  if (table && at >= 0 && (table.entries[at + 2]! & PRESENT) !== 0) return 'held';
  return { wrong: `${v.process!.name} has accessed a page of the region, and the host has no entry for it` };
}

/** Whoever reaches a table of a region has a mapping of that region, or is its host. Mappings that cannot share have rules of their own. */
export function onlySharersReach(v: Inspection): Finding {
  let decided = false;
  for (const link of v.links) {
    if (!link.region) {
      if (link.mapping === undefined && link.mm.process !== null)
        return { wrong: `${nameOf(link.mm)} reaches leaf table ${link.table} where it maps nothing` };
      continue;
    }
    decided = true;
    const other = clashWith(v, link);
    if (other && !cannotShare(other))
      return { wrong: `${nameOf(other.mm)} reaches leaf table ${link.table} of a region that it does not share` };
  }
  return decided ? 'held' : undefined;
}

function cannotShare(link: Link): boolean {
  return link.mapping !== undefined && link.mapping.reasons !== 0;
}

/** No table above the leaf is reached twice. */
export function upperTablesApart({ upperShared, world }: Inspection): Finding {
  if (upperShared) return { wrong: `table ${upperShared.id} of level ${upperShared.level} is reached from more than one place` };
  return world.regions.length > 0 ? 'held' : undefined;
}

/** Counts that a body keeps of links and guests are what can be counted. */
export function countsExact(v: Inspection): Finding {
  const t = v.miscounted;
  if (t) return { wrong: `leaf table ${t.id} counts ${t.refs ?? 0} links, and ${v.reached[t.id] ?? 0} lead to it` };
  let decided = v.counted;
  for (const { region, mm } of v.hosts) {
    const guests = mm.host?.guests;
    if (guests === undefined) continue;
    decided = true;
    if (guests !== region.sharers) return { wrong: `${nameOf(mm)} counts ${guests} guests, and ${region.sharers} mappings share` };
  }
  return decided ? 'held' : undefined;
}

/** The leaf tables of each region are no more than the slots that are in use. */
export function leavesFlat(v: Inspection): Finding {
  let decided = false;
  for (const region of v.world.regions) {
    if (region.sharers < 2) continue;
    const tables = countDistinct(v, region, (l) => l.table);
    const slots = countDistinct(v, region, (l) => l.slot);
    decided ||= tables > 0;
    if (tables > slots) return { wrong: `${region.sharers} sharers use ${slots} slots of the region, and it has ${tables} leaf tables` };
  }
  return decided ? 'held' : undefined;
}

/** How many different values the links of a region have. */
function countDistinct(v: Inspection, region: Region, valueOf: (l: Link) => number): number {
  let count = 0;
  for (let i = 0; i < v.links.length; i++) if (v.links[i]!.region === region && isFirst(v.links, i, region, valueOf)) count++;
  return count;
}

function isFirst(links: readonly Link[], i: number, region: Region, valueOf: (l: Link) => number): boolean {
  const value = valueOf(links[i]!);
  for (let k = 0; k < i; k++) if (links[k]!.region === region && valueOf(links[k]!) === value) return false;
  return true;
}
