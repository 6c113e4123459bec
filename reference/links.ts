import type { Setup } from '../schemas/contract.ts';
import { Flushes } from './flushes.ts';
import { designOf } from './designs.ts';
import type { Design } from './designs.ts';
import type { Gather } from './gather.ts';
import type { Mm } from './mm.ts';
import { TARGET_SHIFT, UPPER_BITS } from './table.ts';
import type { Table } from './table.ts';
import { ensureTable } from './walk.ts';

/**
 * Links: a guest reaches the host's tables by one entry of its own, of the level that the generation shares. The tables above are
 * each mm's own; whatever hangs below the entry is the host's.
 */
export class Links extends Flushes {
  design: Design = designOf('');
  /** The level of the entries that guests have in common with the host: 2 is the PMD, whose entries lead to leaf tables. */
  unitLevel = 2;

  override reset(setup: Setup): void {
    super.reset(setup);
    this.design = designOf(setup.generation);
    this.unitLevel = Math.min(this.design.unit, this.layout.levels);
  }

  /** Pages behind one such entry. */
  get unitPages(): number {
    return this.layout.span(this.unitLevel - 1);
  }

  // @rule one-table-per-slot
  // @rule guest-entry-empty-or-host
  // @rule neighbours-not-drawn-in
  // @rule leaf-tables-flat
  // @rule share-count-exact
  // @rule unit-entry-empty-or-host
  link(mm: Mm, page: number, table: Table): void {
    const level = table.level + 1;
    const upper = ensureTable(this, mm, page, level);
    const index = this.layout.index(page, level);
    const before = upper.get(index);
    if (before >>> TARGET_SHIFT === table.id) return;
    if (before !== 0) this.breakEntry(mm, page, upper, index);
    upper.set(index, (table.id << TARGET_SHIFT) | UPPER_BITS);
    this.countLink(table, 1);
  }

  /** Break before make: no CPU may hold the old table while the new one is reachable. */
  private breakEntry(mm: Mm, page: number, upper: Table, index: number): void {
    const old = this.tables.at(upper.get(index) >>> TARGET_SHIFT);
    upper.set(index, 0);
    const pages = this.layout.span(upper.level - 1);
    const start = page - (page % pages);
    this.flushEveryCpu(mm, start, start + pages, true);
    if (old === undefined) return;
    this.countLink(old, -1);
    if (old.refs === 0 && old.count === 0) this.freeTable(old.id);
  }

  /** Cuts the link and leaves the table to those who still share it. */
  // @rule detached-unreachable
  // @rule reached-only-by-sharers
  // @rule table-alive-while-linked
  unlink(upper: Table, index: number, _gather: Gather): void {
    const table = this.tables.at(upper.get(index) >>> TARGET_SHIFT);
    upper.set(index, 0);
    if (table !== undefined) this.countLink(table, -1);
  }

  /** Takes an empty table out of the tree that owns it, to be freed after the flush. */
  takeTable(parent: Table, index: number, child: Table, gather: Gather): void {
    parent.set(index, 0);
    child.refs--;
    gather.tables.push(child.id);
  }

  /** Does a guest lead to this table of a host? */
  isLinked(table: Table): boolean {
    return table.refs > 1;
  }

  countLink(table: Table, change: number): void {
    table.refs += change;
    table.shot = undefined;
  }
}
