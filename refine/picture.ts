/**
 * What the formal model and a body can both show: the model's machine without the mappings of processes and of hosts, which no
 * table shows. (Those show in what accesses and calls answer, and every one of them is asked in every state.)
 */
import type { Structure } from '../explore/quint/values.ts';
import { jsonOf } from '../explore/quint/show.ts';

/** Facts by name: "entry 0.0.1" is "ReadOnly to 0.0.1". What is empty is left out. */
export interface Picture {
  readonly facts: ReadonlyMap<string, string>;
  /** What each CPU remembers, by CPU, process and page. */
  readonly tlb: ReadonlyMap<string, string>;
}

/** A picture of the model tells also what a walk of its tables finds, by process and page. */
export interface ModelPicture extends Picture {
  readonly walks: ReadonlyMap<string, string>;
}

export interface MachineJson {
  readonly alive: readonly number[];
  readonly hosts: readonly (readonly [number, { readonly live: boolean; readonly sharers: number }])[];
  readonly tables: readonly (readonly [readonly number[], { readonly allocated: boolean; readonly links: number }])[];
  readonly entries: readonly (readonly [readonly number[], EntryJson])[];
  readonly links: readonly (readonly [readonly [number, readonly number[]], LinkJson])[];
  readonly tlb: readonly (readonly [readonly [number, number, readonly number[]], EntryJson])[];
}

type EntryJson = 'Empty' | { readonly Maps: { readonly frame: readonly number[]; readonly protection: string } };
type LinkJson = 'Unlinked' | { readonly LinkedTo: readonly number[] };

/** The value of the variable `now`. */
export function machineJson(now: Structure): MachineJson {
  return jsonOf(now) as MachineJson;
}

/**
 * Are empty tables to which no guest leads a part of pictures? Where a body may free them as soon as they are empty, whether they are there
 * is a matter of memory alone.
 */
export type IdleTables = 'shown' | 'hidden';

export function isShown(idle: IdleTables, links: number, entries: number): boolean {
  return idle === 'shown' || links !== 1 || entries > 0;
}

/** The picture of a state of the model: the value of its variable `now`. */
export function pictureOfModel(now: Structure, idle: IdleTables): ModelPicture {
  const machine = machineJson(now);
  const facts = new Map<string, string>();
  const [tlb, walks] = [new Map<string, string>(), new Map<string, string>()];
  for (const process of machine.alive) facts.set(aliveKey(process), 'yes');
  for (const [file, { live, sharers }] of machine.hosts) if (live) facts.set(hostKey(file), hostText(sharers));
  for (const [slot, { allocated, links }] of machine.tables) {
    const entries = machine.entries.filter(([page, entry]) => entry !== 'Empty' && page[0] === slot[0] && page[1] === slot[1]);
    if (allocated && isShown(idle, links, entries.length)) facts.set(tableKey(slot), tableText(links));
  }
  for (const [page, entry] of machine.entries) if (entry !== 'Empty') facts.set(entryKey(page), entryText(entry.Maps));
  for (const [[process, slot], link] of machine.links) {
    if (link === 'Unlinked') continue;
    facts.set(linkKey(process, slot), link.LinkedTo.join('.'));
    for (const [page, entry] of machine.entries) {
      const [file, number, index] = page;
      if (entry === 'Empty' || file !== link.LinkedTo[0] || number !== link.LinkedTo[1]) continue;
      walks.set(walkKey(process, [...slot, index!]), entryText(entry.Maps));
    }
  }
  for (const [[cpu, process, page], entry] of machine.tlb) {
    if (entry !== 'Empty') tlb.set(tlbKey(cpu, process, page), entryText(entry.Maps));
  }
  return { facts, tlb, walks };
}

const walkKey = (process: number, page: readonly number[]): string => `process ${process}, page ${page.join('.')}`;
export const aliveKey = (process: number): string => `process ${process} alive`;
export const hostKey = (file: number): string => `host of file ${file}`;
export const hostText = (sharers: number): string => `${sharers} sharers`;
export const tableKey = (slot: readonly number[]): string => `leaf table ${slot.join('.')}`;
export const tableText = (links: number): string => `${links} links`;
export const entryKey = (page: readonly number[]): string => `entry ${page.join('.')}`;
export const linkKey = (process: number, slot: readonly number[]): string => `link of process ${process} at ${slot.join('.')}`;
export const tlbKey = (cpu: number, process: number, page: readonly number[]): string => `CPU ${cpu}, ${walkKey(process, page)}`;

export function entryText({ frame, protection }: { readonly frame: readonly number[]; readonly protection: string }): string {
  return `${protection} to ${frame.join('.')}`;
}

/** How a body differs from the model. */
export interface Differences {
  /** In words; none may be. */
  readonly wrong: readonly string[];
  /** CPUs that remember less than the model's, or more that is right: hardware may do both. */
  readonly otherwise: number;
}

export function differences(model: ModelPicture, body: Picture): Differences {
  const wrong: string[] = [];
  for (const key of new Set([...model.facts.keys(), ...body.facts.keys()])) {
    const [ours, theirs] = [model.facts.get(key) ?? 'nothing', body.facts.get(key) ?? 'nothing'];
    if (ours !== theirs) wrong.push(`${key}: the model has ${ours}, the body ${theirs}`);
  }
  let otherwise = 0;
  for (const key of new Set([...model.tlb.keys(), ...body.tlb.keys()])) {
    const [ours, theirs] = [model.tlb.get(key), body.tlb.get(key)];
    if (ours === theirs) continue;
    otherwise++;
    const walked = model.walks.get(key.slice(key.indexOf(', ') + 2));
    if (theirs !== undefined && theirs !== walked)
      wrong.push(`TLB of ${key}: the tables of the model have ${walked ?? 'nothing'}, the body remembers ${theirs}`);
  }
  return { wrong: wrong.toSorted(), otherwise };
}
