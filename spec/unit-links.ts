/** Structural questions about the entries that a unit above the PMD shares. */
import type { Inspection } from './inspection.ts';
import { hostOf } from './inspection.ts';
import type { UnitLink } from './layout.ts';
import { nameOf } from './lookup.ts';
import { isKept } from './named.ts';
import type { Finding } from './rule.ts';
import { unitPages } from './units.ts';
import { type Mapping, mappingAt } from './world.ts';

/** Each window's entry leads where the host's entry leads, and nobody else reaches what it leads to. */
export function unitsFollowHost(v: Inspection): Finding {
  const unit = unitPages(v.world.traits, v.world.geometry);
  let decided = false;
  for (const link of v.layout.units) {
    const process = v.world.processes.get(link.mm.process ?? '');
    if (!process) continue;
    const window = mappingAt(process, link.number * unit);
    const wrong = window?.region?.named ? astray(v, link, window, unit) : stranger(v, link);
    if (wrong !== undefined) return { wrong };
    decided ||= window?.region?.named !== undefined;
  }
  return decided ? 'held' : undefined;
}

function astray(v: Inspection, link: UnitLink, window: Mapping, unit: number): string | undefined {
  const host = hostOf(v.hosts, window.region!);
  if (!host) return undefined;
  const number = link.number - window.base / unit + Math.floor(host.host!.startPage / unit);
  const theirs = v.layout.units.find((other) => other.mm === host && other.number === number);
  if (theirs?.table === link.table) return undefined;
  const leads = theirs ? `leads to table ${theirs.table.id}` : 'is empty';
  return `the entry of ${nameOf(link.mm)} leads to table ${link.table.id}, while the entry of ${nameOf(host)} ${leads}`;
}

function stranger(v: Inspection, link: UnitLink): string | undefined {
  const other = v.layout.units.find((one) => one.mm !== link.mm && one.table === link.table);
  return other && `${nameOf(link.mm)} has no window there, and reaches table ${link.table.id}, as does ${nameOf(other.mm)}`;
}

/** No host stands for a region that nothing keeps. */
export function noHostLeft(v: Inspection): Finding {
  const left = v.orphanHosts[0] ?? v.hosts.find(({ region }) => !isKept(v.world, region))?.mm;
  if (left) return { wrong: `${nameOf(left)} lives, and neither a name nor a descriptor nor a window keeps its region` };
  return v.world.regions.some((region) => !isKept(v.world, region)) ? 'held' : undefined;
}
