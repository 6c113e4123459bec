import type { Memory } from './memory.ts';
import type { Mm } from './mm.ts';
import { TARGET_SHIFT, UPPER_BITS } from './table.ts';
import type { Table } from './table.ts';

/** The table of the level on the way to the page; what is missing is allocated and charged to the mm. */
export function ensureTable(machine: Memory, mm: Mm, page: number, level: number): Table {
  let table = mm.root;
  while (table.level > level) {
    const index = machine.layout.index(page, table.level);
    table = machine.tables.at(table.get(index) >>> TARGET_SHIFT) ?? addTable(machine, mm, table, index);
  }
  return table;
}

function addTable(machine: Memory, mm: Mm, parent: Table, index: number): Table {
  const child = machine.allocateTable(parent.level - 1, mm);
  child.refs = 1;
  parent.set(index, (child.id << TARGET_SHIFT) | UPPER_BITS);
  return child;
}

/** How many tables ensureTable would allocate. */
export function missingTables(machine: Memory, mm: Mm, page: number, level: number): number {
  let table: Table | undefined = mm.root;
  let depth = table.level;
  while (table !== undefined && depth > level) {
    table = machine.tables.at(table.get(machine.layout.index(page, depth)) >>> TARGET_SHIFT);
    if (table !== undefined) depth--;
  }
  return depth - level;
}

/** Entries from..to (excluded) of the leaf belong to the range; `base` is the page of entry 0. */
export type LeafVisit<C> = (machine: Memory, leaf: Table, base: number, from: number, to: number, context: C) => void;

/** Visits the mm's own leaf tables of a range, by address. Costs what is present, not what the range measures. */
export function visitLeaves<C>(machine: Memory, mm: Mm, start: number, end: number, visit: LeafVisit<C>, context: C): void {
  visitBelow(machine, mm.root, 0, start, end, visit, context);
}

function visitBelow<C>(machine: Memory, table: Table, base: number, start: number, end: number, visit: LeafVisit<C>, context: C): void {
  const span = machine.layout.span(table.level - 1);
  const from = Math.max(0, Math.floor((start - base) / span));
  const to = Math.min(machine.layout.entries, Math.ceil((end - base) / span));
  if (table.level === 1) return visit(machine, table, base, from, to, context);
  for (let i = table.next(from); i >= 0 && i < to; i = table.next(i + 1)) {
    const child = machine.tables.at(table.get(i) >>> TARGET_SHIFT);
    if (child === undefined || child.owner !== table.owner) continue;
    visitBelow(machine, child, base + i * span, start, end, visit, context);
  }
}
