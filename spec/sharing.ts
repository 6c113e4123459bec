/** Questions that several structural rules ask of an inspection. */
import type { MmShot } from '../schemas/generated/types.ts';
import type { Inspection } from './inspection.ts';
import type { Link } from './layout.ts';
import { clashWith, nameOf } from './lookup.ts';
import type { Finding } from './rule.ts';
import type { SharedSlot } from './shared-slots.ts';
import type { FileState, World } from './world.ts';

/** Mappings with this reason against sharing: they have no host, and their leaf tables are reached by nobody else. */
export function soleUser(v: Inspection, reason: number, kind: string): Finding {
  const host = v.orphanHosts.length === 0 ? undefined : v.orphanHosts.find((mm) => servesMapping(v.world, mm, reason));
  if (host) return { wrong: `there is a host for ${kind} of ${host.host!.file || 'no file'}` };
  let decided = false;
  for (const link of v.links) {
    if (!link.mapping || link.region || (link.mapping.reasons & reason) === 0) continue;
    decided = true;
    const other = clashWith(v, link);
    if (other) return { wrong: `${nameOf(link.mm)} reaches leaf table ${link.leaf.id} through ${kind}, and so does ${nameOf(other.mm)}` };
  }
  return decided ? 'held' : undefined;
}

/** The host is for a mapping that has this reason against sharing. */
function servesMapping(world: World, { host }: MmShot, reason: number): boolean {
  for (const p of world.processes.values())
    for (const m of p.mappings)
      if ((m.reasons & reason) !== 0 && m.start === host!.startPage && m.end - m.start === host!.pages && m.offset === host!.offsetPage)
        return true;
  return false;
}

/** What identifies the object behind a link: of the guest's mapping, or of the region that a host serves. */
export interface LinkKey {
  readonly file: FileState;
  readonly offset: number;
  readonly start: number;
  readonly pages: number;
  readonly slot: number;
}

export function keyOf(link: Link): LinkKey | undefined {
  const m = link.mapping;
  if (m) return { file: m.file, offset: m.offset, start: m.start, pages: m.end - m.start, slot: link.slot };
  return link.region && { ...link.region, slot: link.slot };
}

/** Where mappings differ in one part of the key only (`reason`), no table is common to both. */
export function keysAgree(v: Inspection, reason: number, part: string, differ: (a: LinkKey, b: LinkKey) => boolean): Finding {
  for (const users of v.mixedLeaves) {
    const table = users[0]!.leaf.id;
    const first = keyOf(users[0]!);
    const other = first && users.find((l) => differsFrom(first, keyOf(l), differ));
    if (other)
      return { wrong: `${nameOf(users[0]!.mm)} and ${nameOf(other.mm)} reach leaf table ${table}, but their mappings differ in ${part}` };
  }
  for (const { mapping } of v.links) if (mapping && (mapping.reasons & reason) !== 0) return 'held';
  return undefined;
}

function differsFrom(first: LinkKey, key: LinkKey | undefined, differ: (a: LinkKey, b: LinkKey) => boolean): boolean {
  return key !== undefined && differ(first, key);
}

/** The page of the file that a slot begins with. */
export function filePageOf(k: LinkKey, slotPages: number): number {
  return k.offset + (k.slot * slotPages - k.start);
}

/** In every slot of every region, all links lead to one table. Asked where some slot has two links, or two of mappings. */
export function oneTable(v: Inspection, guestsOnly: boolean): Finding {
  const slot = v.slots.find(({ split, guestsSplit }) => (guestsOnly ? guestsSplit : split));
  return slot === undefined ? 'held' : { wrong: twoTables(v, slot, guestsOnly) };
}

/** The first link of the slot, and the first that differs from it. */
function twoTables({ links }: Inspection, slot: SharedSlot, guestsOnly: boolean): string {
  const [a, ...others] = links.filter(({ shared, mapping }) => shared === slot && (!guestsOnly || mapping !== undefined));
  const b = others.find(({ leaf }) => leaf !== a!.leaf);
  return `in one slot of the region of ${slot.region.file.name}, ${reaches(a!)} and ${reaches(b!)}`;
}

function reaches({ mm, leaf }: Link): string {
  return `${nameOf(mm)} reaches leaf table ${leaf.id}`;
}
