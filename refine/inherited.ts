/**
 * The abstraction function where fork passes domains on (fork_domain). The model has a region for each range of a domain, and one for what
 * a process has for itself where it has left; a body has a hidden mm for each domain, and leaf tables of the process's own.
 *
 *   model                              snapshot
 *   alive                              the mms that belong to a process
 *   domains                            the mms that belong to nobody
 *   tables, entries of a range         the leaf tables below a hidden mm, and how many links they count
 *   tables, entries of one's own       leaf tables below a process that are below no hidden mm. The model counts its "host" as one more link
 *   links                              the table that a process reaches at a slot: a domain's, or its own
 *   tlb                                as where tables have hosts
 *
 * Left out: how many mappings a range counts, which no table shows, and empty tables to which nobody leads, or none but their owner:
 * whether they are there is a matter of memory alone.
 */
import type { Structure } from '../explore/quint/values.ts';
import { jsonOf } from '../explore/quint/show.ts';
import type { Snapshot, TableShot } from '../schemas/generated/types.ts';
import { entriesOf, framesOf, guestLeaves, tlbsOf } from './abstraction.ts';
import type { Frames, Names } from './abstraction.ts';
import type { Places } from './geometry.ts';
import { aliveKey, entryText, linkKey, machineJson, pictureOfModel, tableText } from './picture.ts';
import type { ModelPicture, Picture } from './picture.ts';

/** Whose a leaf table is, and where. */
type Whose = `domain ${number}` | `process ${number}` | 'nobody known';

const placeText = (whose: Whose, slot: readonly number[]): string => `${whose} at ${slot.join('.')}`;

/** What is seen of one leaf table. */
interface Leaf {
  readonly whose: Whose;
  readonly slot: readonly number[];
  /** But for its owner: links of guests to a domain's, none to one's own. */
  readonly guests: number;
  readonly entries: readonly (readonly [index: number, entry: string])[];
}

/** Is an empty table there, or not? Only where somebody else leads to it. */
function isIdle({ guests, entries }: Leaf): boolean {
  return guests === 0 && entries.length === 0;
}

function tell(facts: Map<string, string>, leaf: Leaf): void {
  const place = placeText(leaf.whose, leaf.slot);
  if (!isIdle(leaf)) facts.set(`leaf table of ${place}`, tableText(leaf.guests + 1));
  for (const [index, entry] of leaf.entries) facts.set(`entry ${index} of ${place}`, entry);
}

/** @param snapshot with tables, TLBs and caches */
export function inheritedAbstraction(snapshot: Snapshot, places: Places, names: Names): Picture {
  const facts = new Map<string, string>();
  const tables = new Map(snapshot.tables.map((table) => [table.id, table]));
  const frames = framesOf(snapshot, places);
  const processes = names.numbers();
  const owned = new Map<number, Leaf>();
  const hidden = snapshot.mms.filter(({ process }) => process === null);
  const domains = names.domains?.see(hidden.map(({ id }) => id));
  for (const mm of hidden) {
    const domain = domains?.get(mm.id);
    const whose = domain === undefined ? 'nobody known' : (`domain ${domain}` as const);
    facts.set(whose, 'held');
    for (const { slot, id } of guestLeaves(mm, tables, places)) {
      const leaf = leafOf(whose, slot, tables.get(id), frames);
      owned.set(id, leaf);
      tell(facts, leaf);
    }
  }
  for (const mm of snapshot.mms) {
    const process = processes.get(mm.process ?? '');
    if (process === undefined) continue;
    facts.set(aliveKey(process), 'yes');
    for (const { slot, id } of guestLeaves(mm, tables, places)) {
      const theirs = owned.get(id);
      const leaf = theirs ?? leafOf(`process ${process}`, slot, tables.get(id), frames);
      if (theirs === undefined) tell(facts, leaf);
      const known = tables.has(id) ? placeText(leaf.whose, leaf.slot) : `table ${id}, which is freed`;
      if (theirs !== undefined || !isIdle(leaf)) facts.set(linkKey(process, slot), known);
    }
  }
  return { facts, tlb: tlbsOf(snapshot, places, processes, frames) };
}

function leafOf(whose: Whose, slot: readonly number[], table: TableShot | undefined, frames: Frames): Leaf {
  const entries = table === undefined ? [] : [...entriesOf(table, frames)];
  return { whose, slot, guests: (table?.refs ?? 0) - 1, entries };
}

/** The picture of a state of the model. */
export function inheritedPicture(now: Structure, domains: Structure, { sizes, addresses }: Places): ModelPicture {
  const { tlb, walks } = pictureOfModel(now, 'shown');
  const { alive, tables, entries, links } = machineJson(now);
  const facts = new Map(alive.map((process) => [aliveKey(process), 'yes']));
  for (const [, held] of jsonOf(domains) as readonly (readonly [number, readonly number[]])[])
    for (const domain of held) facts.set(`domain ${domain}`, 'held');
  const leaves = new Map<string, Leaf>();
  for (const [[region, slot], { allocated, links: count }] of tables) {
    if (!allocated) continue;
    const number = Math.floor(region! / addresses);
    const isRange = number < sizes.processes;
    const present = entries.flatMap(([[of, at, index], entry]) =>
      of === region && at === slot && entry !== 'Empty' ? [[index!, entryText(entry.Maps)] as const] : [],
    );
    const whose: Whose = isRange ? `domain ${number}` : `process ${number - sizes.processes}`;
    leaves.set(`${region}.${slot}`, { whose, slot: [region! % addresses, slot!], guests: count - (isRange ? 1 : 2), entries: present });
  }
  for (const leaf of leaves.values()) tell(facts, leaf);
  for (const [[process, slot], link] of links) {
    if (link === 'Unlinked') continue;
    const leaf = leaves.get(link.LinkedTo.join('.'));
    if (leaf === undefined) facts.set(linkKey(process, slot), 'a table that is freed');
    else if (leaf.whose.startsWith('domain') || !isIdle(leaf)) facts.set(linkKey(process, slot), placeText(leaf.whose, leaf.slot));
  }
  return { facts, tlb, walks };
}
