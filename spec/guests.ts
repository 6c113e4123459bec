/** Structural questions about guests and hosts. */
import { PRESENT } from '../schemas/contract.ts';
import { type Inspection, hostOf } from './inspection.ts';
import type { Link } from './layout.ts';
import { bitsAt, clashWith, linkAt, nameOf } from './lookup.ts';
import type { Finding } from './rule.ts';
import { mappingAt } from './world.ts';

/** Every guest link of a region that has a host leads where the host's link leads. Asked where there is such a link. */
export function guestsFollowHost(v: Inspection): Finding {
  for (const link of v.links) {
    const host = link.mapping && link.region && hostOf(v.hosts, link.region);
    const theirs = host && linkAt(v, host, link.slot);
    if (host && theirs?.leaf !== link.leaf) return { wrong: differs(link, theirs) };
  }
  return 'held';
}

function differs(link: Link, theirs: Link | undefined): string {
  const host = theirs ? `leads to table ${theirs.leaf.id}` : 'is empty';
  return `the PMD entry of ${nameOf(link.mm)} leads to table ${link.leaf.id}, while the entry of the host ${host}`;
}

/** The page that a sharer has just accessed is present in the host's tree. Asked after an access that succeeded. */
export function hostHasPage(v: Inspection): Finding {
  const page = v.accessed;
  const mapping = mappingAt(v.process!, page);
  const region = mapping?.region;
  const host = region && hostOf(v.hosts, region);
  if (!host) return undefined;
  const hosted = region.named ? page - mapping.base + host.host!.startPage : page;
  const link = linkAt(v, host, Math.floor(hosted / v.world.slotPages));
  if (link && (bitsAt(link.leaf, page % v.world.slotPages) & PRESENT) !== 0) return 'held';
  return { wrong: `${v.process!.name} has accessed a page of the region, and the host has no entry for it` };
}

/** Whoever reaches a table of a region has a mapping of that region, or is its host. Mappings that cannot share have rules of their own. */
export function onlySharersReach(v: Inspection): Finding {
  let decided = false;
  for (const link of v.links) {
    if (!link.region) {
      if (link.mapping === undefined && link.mm.process !== null)
        return { wrong: `${nameOf(link.mm)} reaches leaf table ${link.leaf.id} where it maps nothing` };
      continue;
    }
    decided = true;
    const other = clashWith(v, link);
    if (other && !cannotShare(other))
      return { wrong: `${nameOf(other.mm)} reaches leaf table ${link.leaf.id} of a region that it does not share` };
  }
  return decided ? 'held' : undefined;
}

function cannotShare(link: Link): boolean {
  return link.mapping !== undefined && link.mapping.reasons !== 0;
}

/** No table above the leaf is reached twice. */
export function upperTablesApart({ layout: { upperShared }, world }: Inspection): Finding {
  if (upperShared) return { wrong: `table ${upperShared.id} of level ${upperShared.level} is reached from more than one place` };
  return world.regions.length > 0 ? 'held' : undefined;
}

/** Counts that a body keeps of links and guests are what can be counted. */
export function countsExact(v: Inspection): Finding {
  const t = v.layout.miscounted;
  if (t)
    return {
      wrong: `${t.level === 1 ? 'leaf table' : 'table'} ${t.id} counts ${t.refs ?? 0} links, and ${v.layout.timesReached(t.id)} lead to it`,
    };
  let decided = v.layout.counted;
  for (const { region, mm } of v.hosts) {
    const guests = mm.host?.guests;
    if (guests === undefined) continue;
    decided = true;
    if (guests !== region.sharers) return { wrong: `${nameOf(mm)} counts ${guests} guests, and ${region.sharers} mappings share` };
  }
  return decided ? 'held' : undefined;
}

/** The leaf tables of each region are no more than the slots that are in use. Asked where several mappings share one. */
export function leavesFlat(v: Inspection): Finding {
  for (const region of v.world.regions) {
    if (region.sharers < 2) continue;
    const links = v.links.filter((l) => l.region === region);
    const tables = new Set(links.map((l) => l.leaf)).size;
    const slots = new Set(links.map((l) => l.within)).size;
    if (tables > slots) return { wrong: `${region.sharers} sharers use ${slots} slots of the region, and it has ${tables} leaf tables` };
  }
  return 'held';
}
