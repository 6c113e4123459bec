/** What a process maps throughout a slot, where that is one thing: what PMD sharing asks before a table is taken. */
import type { Inspection } from './inspection.ts';
import type { Link } from './layout.ts';
import { nameOf } from './lookup.ts';
import type { RangeMap } from './range-map.ts';
import type { Finding } from './rule.ts';
import { type FileState, type Mapping, type Protection, type World, mappingsIn } from './world.ts';

export interface WholeSlot {
  readonly file: FileState;
  /** Page of the file with which the slot begins. */
  readonly filePage: number;
  readonly prot: number;
  readonly mayWrite: boolean;
  /** It was never taken apart. What was, and is alike again, may be several VMAs to the kernel, which do not share. */
  readonly inOne: boolean;
}

/** Undefined where the slot of the link is not mapped throughout, shared and alike. */
export function wholeSlot({ processes, slotPages }: World, { mm, slot }: Link): WholeSlot | undefined {
  const process = mm.process === null ? undefined : processes.get(mm.process);
  const from = slot * slotPages;
  const to = from + slotPages;
  const [first, ...others] = process ? mappingsIn(process, from, to) : [];
  if (!first || !first.shared || first.start > from) return undefined;
  const prot = first.protection.at(from).prot;
  let last = first;
  for (const m of [first, ...others]) {
    const [start, end] = [Math.max(from, m.start), Math.min(to, m.end)];
    if ((m !== first && !continues(last, m)) || !isUniform(m.protection, start, end, prot)) return undefined;
    last = m;
  }
  if (last.end < to) return undefined;
  const inOne = last === first && !first.protection.begins().some((begin) => begin > from && begin < to);
  return { file: first.file, filePage: first.offset + (from - first.start), prot, mayWrite: first.mayWrite, inOne };
}

/** The second mapping goes on where the first one ends, in the file as in memory. */
function continues(a: Mapping, b: Mapping): boolean {
  const onAndOn = b.start === a.end && b.file === a.file && b.offset === a.offset + (a.end - a.start);
  return onAndOn && b.shared && b.mayWrite === a.mayWrite;
}

function isUniform(map: RangeMap<Protection>, from: number, to: number, prot: number): boolean {
  if (map.at(from).prot !== prot) return false;
  for (const begin of map.begins()) if (begin > from && begin < to && map.at(begin).prot !== prot) return false;
  return true;
}

/** Whoever does not map the whole slot alike reaches a table of its own. */
export function onlyWholeSlots(v: Inspection): Finding {
  let decided = false;
  for (const link of v.links) {
    if (wholeSlot(v.world, link)) continue;
    decided = true;
    const other = v.links.find((l) => l !== link && l.leaf === link.leaf);
    if (other)
      return {
        wrong: `${nameOf(link.mm)} does not map all of its slot alike, and shares leaf table ${link.leaf.id} with ${nameOf(other.mm)}`,
      };
  }
  return decided ? 'held' : undefined;
}

/** No two slots that differ in a part reach one table. */
export function apartWhere(v: Inspection, what: string, differ: (a: WholeSlot, b: WholeSlot) => boolean): Finding {
  const known: { readonly link: Link; readonly whole: WholeSlot }[] = [];
  let decided = false;
  for (const link of v.links) {
    const whole = wholeSlot(v.world, link);
    if (!whole) continue;
    const others = known.filter((other) => differ(other.whole, whole));
    decided ||= others.length > 0;
    const other = others.find((o) => o.link.leaf === link.leaf)?.link;
    if (other) return { wrong: `${nameOf(other.mm)} and ${nameOf(link.mm)} share leaf table ${link.leaf.id}, and differ in ${what}` };
    known.push({ link, whole });
  }
  return decided ? 'held' : undefined;
}

export function samePages(a: WholeSlot, b: WholeSlot): boolean {
  return a.file === b.file && a.filePage === b.filePage;
}

export function sameRights(a: WholeSlot, b: WholeSlot): boolean {
  return a.prot === b.prot && a.mayWrite === b.mayWrite;
}
