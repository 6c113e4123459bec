/**
 * The abstraction function where tables have no host (hugetlb_pmd): both pictures name a table by the places that lead to it, since the
 * numbers that a model gives to its tables and the ids of a body mean nothing to each other.
 *
 *   model                          snapshot
 *   alive                          the mms that belong to a process
 *   links                          who leads to the same leaf table, and at which of its slots
 *   tables: allocated, links       how many links such a table counts; leaf tables to which nobody leads
 *   entries                        present entries of these tables: the frame by the page that it caches, write access by its bit
 *   tlb                            as where tables have hosts
 */
import type { Structure } from '../explore/quint/values.ts';
import type { Snapshot } from '../schemas/generated/types.ts';
import { entriesOf, framesOf, guestLeaves, tlbsOf } from './abstraction.ts';
import type { Names } from './abstraction.ts';
import type { Places } from './geometry.ts';
import { aliveKey, entryText, machineJson, pictureOfModel, tableText } from './picture.ts';
import type { ModelPicture, Picture } from './picture.ts';

/** Places that lead to a table, in the order of their names. */
const named = (leaders: readonly string[] | undefined): string => (leaders === undefined ? 'nobody' : leaders.toSorted().join(' and '));
const leader = (process: number, slot: readonly number[]): string => `process ${process} at ${slot.join('.')}`;
const tableKey = (leaders: readonly string[] | undefined): string => `leaf table of ${named(leaders)}`;
const entryKey = (leaders: readonly string[] | undefined, index: number): string => `entry ${index} of the table of ${named(leaders)}`;

/** @param snapshot with tables, TLBs and caches */
export function hostlessAbstraction(snapshot: Snapshot, places: Places, names: Names): Picture {
  const facts = new Map<string, string>();
  const tables = new Map(snapshot.tables.map((table) => [table.id, table]));
  const frames = framesOf(snapshot, places);
  const processes = names.numbers();
  const leaders = new Map<number, string[]>();
  for (const mm of snapshot.mms) {
    const process = processes.get(mm.process ?? '');
    if (process === undefined) continue;
    facts.set(aliveKey(process), 'yes');
    for (const { slot, id } of guestLeaves(mm, tables, places)) add(leaders, id, leader(process, slot));
  }
  for (const [id, known] of leaders) if (!tables.has(id)) facts.set(tableKey(known), 'freed');
  for (const table of snapshot.tables) {
    if (table.level > 1) continue;
    const known = leaders.get(table.id);
    facts.set(tableKey(known), tableText(table.refs ?? -1));
    for (const [index, entry] of entriesOf(table, frames)) facts.set(entryKey(known, index), entry);
  }
  return { facts, tlb: tlbsOf(snapshot, places, processes, frames) };
}

/** The picture of a state of such a model. */
export function hostlessPicture(now: Structure): ModelPicture {
  const { tlb, walks } = pictureOfModel(now, 'shown');
  const { alive, tables, entries, links } = machineJson(now);
  const facts = new Map(alive.map((process) => [aliveKey(process), 'yes']));
  const leaders = new Map<string, string[]>();
  for (const [[process, slot], link] of links) if (link !== 'Unlinked') add(leaders, link.LinkedTo.join('.'), leader(process, slot));
  for (const [table, { allocated, links: count }] of tables) {
    const known = leaders.get(table.join('.'));
    if (allocated) facts.set(tableKey(known), tableText(count));
    else if (known !== undefined) facts.set(tableKey(known), 'freed');
  }
  for (const [[table, slot, index], entry] of entries) {
    if (entry !== 'Empty') facts.set(entryKey(leaders.get(`${table}.${slot}`), index!), entryText(entry.Maps));
  }
  return { facts, tlb, walks };
}

function add<K>(lists: Map<K, string[]>, key: K, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
