import type { Gather } from './gather.ts';
import type { Machine } from './machine.ts';
import type { Memory } from './memory.ts';
import type { Mm } from './mm.ts';
import type { Table } from './table.ts';
import { unmapRange } from './unmap.ts';
import { ensureTable, visitLeaves } from './walk.ts';

interface Move {
  readonly mm: Mm;
  /** New page less old page. */
  readonly delta: number;
}

/** Moves the entries of an ordinary mapping; the frames stay what they are. */
export function moveEntries(machine: Machine, mm: Mm, from: number, pages: number, to: number, gather: Gather): void {
  visitLeaves(machine, mm, from, from + pages, moveLeaf, { mm, delta: to - from });
  unmapRange(machine, mm, from, from + pages, gather);
}

function moveLeaf(machine: Memory, leaf: Table, base: number, from: number, to: number, { mm, delta }: Move): void {
  for (let i = leaf.next(from); i >= 0 && i < to; i = leaf.next(i + 1)) {
    const page = base + i + delta;
    machine.setLeaf(ensureTable(machine, mm, page, 1), page & machine.layout.mask, leaf.get(i));
    machine.setLeaf(leaf, i, 0);
  }
}

interface Need {
  readonly mm: Mm;
  readonly delta: number;
  tables: number;
  /** The last table counted of each level, by number in its level. */
  readonly last: number[];
}

/** How many tables moveEntries allocates at most. */
export function tablesToMove(machine: Machine, mm: Mm, from: number, pages: number, to: number): number {
  const need: Need = { mm, delta: to - from, tables: 0, last: [] };
  visitLeaves(machine, mm, from, from + pages, needLeaf, need);
  return need.tables;
}

function needLeaf(machine: Memory, leaf: Table, base: number, from: number, to: number, need: Need): void {
  for (let i = leaf.next(from); i >= 0 && i < to; i = leaf.next(i + 1)) needPage(machine, base + i + need.delta, need);
}

function needPage(machine: Memory, page: number, need: Need): void {
  for (let level = 1; level < machine.layout.levels; level++) {
    const number = Math.floor(page / machine.layout.span(level));
    if (need.last[level] === number) return;
    need.last[level] = number;
    if (machine.descend(need.mm, page, level) === undefined) need.tables++;
  }
}
