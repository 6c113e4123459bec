/**
 * Sharing that nobody asks for: leaf tables of one GiB of huge pages, reached by whoever maps the same pages with the same rights.
 * There is no host. A table that one way leads to is private, and the mm it is charged to is the one that reaches it.
 */
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { TARGET_SHIFT } from './table.ts';
import type { Table } from './table.ts';
import type { UnaskedSharing } from './unasked.ts';
import type { Vma } from './vma.ts';

/** The table of another mapping that a fault at the page, where there is none yet, may take; or undefined. */
// @rule fault-shares
export function tableToShare(machine: UnaskedSharing, vma: Vma, page: number): Table | undefined {
  const start = page - (page & machine.layout.mask);
  if (!machine.mapsWholeSlot(vma, start)) return undefined;
  for (const other of machine.mms)
    for (const theirs of other.vmas.all) {
      const there = theirs.start + (vma.filePage(start) - theirs.offset);
      const leaf = machine.sharesWith(vma, theirs, start, there) ? machine.descend(other, there, 1) : undefined;
      if (leaf !== undefined) return leaf;
    }
  return undefined;
}

/**
 * Takes an mm out of every shared table that the range meets, for the whole of each slot. One mapping maps all of a slot that is shared. Of
 * several ways from this mm to a table that nobody else reaches the last one stays: by then the table is private.
 */
export function leaveShared(machine: UnaskedSharing, mm: Mm, start: number, end: number, gather: Gather): void {
  const { entries } = machine.layout;
  for (const vma of mm.vmas.within(start, end)) {
    const from = Math.floor(Math.max(start, vma.start) / entries) * entries;
    for (let page = from; page < Math.min(end, vma.end); page += entries) {
      const leaf = machine.descend(mm, page, 1);
      if (leaf !== undefined && leaf.refs > 1) machine.unshare(mm, page, leaf, gather);
    }
  }
}

/** Cuts the link of one mm. The table is charged to somebody who stays. */
export function cutLink(machine: UnaskedSharing, mm: Mm, page: number, leaf: Table): void {
  machine.descend(mm, page, 2)?.set(machine.layout.index(page, 2), 0);
  leaf.refs--;
  leaf.shot = undefined;
  if (leaf.owner === mm.id && !reaches(machine, mm, leaf))
    machine.chargeTo(
      leaf,
      machine.mms.find((other) => reaches(machine, other, leaf)),
    );
}

function reaches(machine: UnaskedSharing, mm: Mm, leaf: Table): boolean {
  const { entries } = machine.layout;
  return mm.vmas.all.some((vma) => {
    // Of a slot that is mapped throughout one of these pages is a part.
    for (let page = vma.start; page < vma.end; page += entries) if (machine.descend(mm, page, 1) === leaf) return true;
    return false;
  });
}

/** Points the empty entry of an mm to a table. */
export function shareTable(upper: Table, index: number, leaf: Table, bits: number): void {
  upper.set(index, (leaf.id << TARGET_SHIFT) | bits);
  leaf.refs++;
  leaf.shot = undefined;
}
