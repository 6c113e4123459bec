import { Flushes } from './flushes.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { TARGET_SHIFT, UPPER_BITS } from './table.ts';
import type { Table } from './table.ts';
import { ensureTable } from './walk.ts';

/** Links: a guest reaches the host's leaf table by its own PMD entry. */
export class Links extends Flushes {
  // @rule one-table-per-slot
  // @rule guest-entry-empty-or-host
  // @rule neighbours-not-drawn-in
  // @rule leaf-tables-flat
  // @rule share-count-exact
  link(mm: Mm, page: number, leaf: Table): void {
    const pmd = ensureTable(this, mm, page, 2);
    const index = this.layout.index(page, 2);
    const before = pmd.get(index);
    if (before >>> TARGET_SHIFT === leaf.id) return;
    if (before !== 0) this.breakEntry(mm, page, pmd, index);
    pmd.set(index, (leaf.id << TARGET_SHIFT) | UPPER_BITS);
    this.countLink(leaf, 1);
  }

  /** Break before make: no CPU may hold the old table while the new one is reachable. */
  private breakEntry(mm: Mm, page: number, pmd: Table, index: number): void {
    const old = this.tables.at(pmd.get(index) >>> TARGET_SHIFT);
    pmd.set(index, 0);
    const start = page - (page & this.layout.mask);
    for (let cpu = 0; cpu < this.layout.cpus; cpu++) this.flushMm(cpu, mm, start, start + this.layout.entries, true);
    if (old === undefined) return;
    this.countLink(old, -1);
    if (old.refs === 0 && old.count === 0) this.freeTable(old.id);
  }

  /** Cuts the link and leaves the table to those who still share it. */
  // @rule detached-unreachable
  // @rule reached-only-by-sharers
  // @rule table-alive-while-linked
  unlink(pmd: Table, index: number, _gather: Gather): void {
    const leaf = this.tables.at(pmd.get(index) >>> TARGET_SHIFT);
    pmd.set(index, 0);
    if (leaf !== undefined) this.countLink(leaf, -1);
  }

  protected countLink(leaf: Table, change: number): void {
    leaf.refs += change;
    leaf.shot = undefined;
  }
}
