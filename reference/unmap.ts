import type { File } from './file.ts';
import type { Gather } from './gather.ts';
import type { Links } from './links.ts';
import type { Machine } from './machine.ts';
import type { Memory } from './memory.ts';
import type { Mm } from './mm.ts';
import { TARGET_SHIFT } from './table.ts';
import type { Table } from './table.ts';
import type { Vma } from './vma.ts';
import { visitLeaves } from './walk.ts';

/** Empties a range of the tree and takes out the tables that became empty. A link to a host's table is only cut. */
export function unmapRange(machine: Links, mm: Mm, start: number, end: number, gather: Gather): void {
  emptyBelow(machine, mm.root, 0, start, end, gather);
  gather.flush(mm, start, end, true);
}

/** As unmapRange, below one table; `base` is the page of its entry 0. */
export function emptyBelow(machine: Links, table: Table, base: number, start: number, end: number, gather: Gather): void {
  const span = machine.layout.span(table.level - 1);
  const from = Math.max(0, Math.floor((start - base) / span));
  const to = Math.min(machine.layout.entries, Math.ceil((end - base) / span));
  if (table.level === 1) return zapEntries(machine, table, base, from, to, gather);
  for (let i = table.next(from); i >= 0 && i < to; i = table.next(i + 1)) {
    const child = machine.tables.at(table.get(i) >>> TARGET_SHIFT);
    if (child?.owner !== table.owner) {
      machine.unlink(table, i, gather);
      continue;
    }
    emptyBelow(machine, child, base + i * span, start, end, gather);
    if (child.count === 0) machine.takeTable(table, i, child, gather);
  }
}

/** Removes the entries of a leaf; their frames are released after the flush. */
export function zapEntries(machine: Memory, leaf: Table, _base: number, from: number, to: number, gather: Gather): void {
  for (let i = leaf.next(from); i >= 0 && i < to; i = leaf.next(i + 1)) zapEntry(machine, leaf, i, gather);
}

/** As zapEntries, but private copies stay. */
function zapCached(machine: Memory, leaf: Table, _base: number, from: number, to: number, gather: Gather): void {
  for (let i = leaf.next(from); i >= 0 && i < to; i = leaf.next(i + 1)) {
    if (machine.frames.at(leaf.get(i) >>> TARGET_SHIFT).cached) zapEntry(machine, leaf, i, gather);
  }
}

function zapEntry(machine: Memory, leaf: Table, index: number, gather: Gather): void {
  gather.frames.push(leaf.get(index) >>> TARGET_SHIFT);
  machine.setLeaf(leaf, index, 0);
}

/** Removes the entries of a range of the mm and keeps the tables. */
export function zapRange(machine: Memory, mm: Mm, start: number, end: number, gather: Gather): void {
  visitLeaves(machine, mm, start, end, zapEntries, gather);
  gather.flush(mm, start, end, false);
}

/**
 * Takes pages of a file (end excluded) out of its cache and out of every mm that maps them. The host's tables stand
 * for all who share them. `copies`: private copies go as well, as truncation demands.
 */
export function dropFilePages(machine: Machine, file: File, start: number, end: number, copies: boolean, gather: Gather): void {
  for (const mm of machine.mappersOf(file)) unmapFile(machine, mm, file, start, end, copies, gather);
  for (const [page, id] of file.cache) {
    if (page < start || page >= end) continue;
    file.cache.delete(page);
    machine.frames.at(id).cached = false;
    gather.frames.push(id);
  }
  file.shot = undefined;
}

/** Shared anonymous memory ends with its last mapping. `removed`: VMAs that are no longer in any list. */
export function releaseUnnamed(machine: Memory, removed: readonly Vma[], gather: Gather): void {
  for (const { file } of removed) {
    if (file === undefined || file.name !== null || isMapped(machine, file)) continue;
    for (const id of file.cache.values()) {
      machine.frames.at(id).cached = false;
      gather.frames.push(id);
    }
    file.cache.clear();
  }
}

function isMapped(machine: Memory, file: File): boolean {
  return machine.mms.some((mm) => mm.vmas.all.some((vma) => vma.file === file));
}

// @rule truncate-reaches-all
// @rule remove-clears-for-all
function unmapFile(machine: Machine, mm: Mm, file: File, start: number, end: number, copies: boolean, gather: Gather): void {
  for (const vma of mm.vmas.all) {
    if (vma.file !== file || vma.region !== undefined) continue;
    const from = Math.max(vma.start, vma.start + start - vma.offset);
    const to = Math.min(vma.end, vma.start + end - vma.offset);
    if (from >= to) continue;
    visitLeaves(machine, mm, from, to, copies ? zapEntries : zapCached, gather);
    gather.flush(mm, from, to, false);
  }
}
