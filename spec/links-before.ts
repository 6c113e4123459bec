/** The links of the snapshot before, read from its tables: who reached which leaf table in which slot. */
import { PRESENT } from '../schemas/contract.ts';
import type { Geometry, MmShot, Snapshot, TableShot } from '../schemas/generated/types.ts';
import type { Inspection } from './inspection.ts';
import { linkAt, nameOf } from './lookup.ts';
import type { Finding } from './rule.ts';
import { sameNumbers } from './same-parts.ts';

export interface OldLink {
  readonly mm: MmShot;
  readonly slot: number;
  readonly leaf: TableShot;
}

function* linksOf({ mms, tables }: Snapshot, { entriesPerTable, levels }: Geometry): Generator<OldLink> {
  const byId = new Map(tables.map((t) => [t.id, t]));
  // Each step leads one level down: a body may show tables that lead to one another in a ring.
  function* below(mm: MmShot, table: TableShot, slot: number, level: number): Generator<OldLink> {
    if (level === 1) {
      yield { mm, slot, leaf: table };
      return;
    }
    const { entries } = table;
    for (let i = 0; i < entries.length; i += 3) {
      const next = (entries[i + 2]! & PRESENT) === 0 ? undefined : byId.get(entries[i + 1]!);
      if (next?.level === level - 1) yield* below(mm, next, slot * entriesPerTable + entries[i]!, level - 1);
    }
  }
  for (const mm of mms) {
    const root = byId.get(mm.root);
    if (root) yield* below(mm, root, 0, levels);
  }
}

/** Had the process a leaf table in the slot before this step? */
export function hadLink(v: Inspection, process: string, slot: number): boolean {
  if (!v.before) return false;
  for (const link of linksOf(v.before, v.world.geometry)) if (link.mm.process === process && link.slot === slot) return true;
  return false;
}

/** Whatever the caller did, everybody else reaches the tables that were reached before, and they say the same. */
export function othersKeptLinks(v: Inspection, caller: string): Finding {
  if (!v.before) return undefined;
  let decided = false;
  for (const link of linksOf(v.before, v.world.geometry)) {
    // A hidden mm keeps what its processes share, and nothing for itself.
    if (link.mm.process === caller || link.mm.process === null) continue;
    decided = true;
    const wrong = changed(v, link);
    if (wrong !== undefined) return { wrong };
  }
  return decided ? 'held' : undefined;
}

function changed(v: Inspection, { mm, slot, leaf }: OldLink): string | undefined {
  const now = v.layout.mms.find((m) => m.process === mm.process);
  const link = now && linkAt(v, now, slot);
  if (link?.leaf.id !== leaf.id)
    return `${nameOf(mm)} reached leaf table ${leaf.id} before the call of another process, and does not after it`;
  if (!sameNumbers(link.leaf.entries, leaf.entries))
    return `the call of another process changed leaf table ${leaf.id}, which ${nameOf(mm)} reaches`;
  return undefined;
}
