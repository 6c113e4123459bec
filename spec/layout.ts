/**
 * What the tables of a snapshot show by themselves, without the world: which leaf tables each mm reaches, and how often
 * each table is reached. Read again only where tables or mms differ from those read last.
 */
import { PRESENT } from '../schemas/contract.ts';
import type { Geometry, MmShot, Snapshot, TableShot } from '../schemas/generated/types.ts';
import { ORDER } from './features.ts';
import { Positions } from './positions.ts';
import type { SharedSlot } from './shared-slots.ts';
import { unitLevel } from './units.ts';
import type { Mapping, Region, World } from './world.ts';

/** One way from an mm to a leaf table. */
export interface Link {
  readonly mm: MmShot;
  /** Page number div entries per table. */
  readonly slot: number;
  leaf: TableShot;
  /** What the world maps there; undefined for a host and where nothing is mapped. */
  mapping: Mapping | undefined;
  /** The region that the mapping shares, or that the host serves. */
  region: Region | undefined;
  /** The slot of that region, with all its links. */
  shared: SharedSlot | undefined;
  /** The slot in the region's own numbering; `slot` where that is by addresses. */
  within: number;
}

/** One way from an mm to a table that a unit above the PMD shares. */
export interface UnitLink {
  readonly mm: MmShot;
  /** Page number div pages of a unit. */
  readonly number: number;
  readonly table: TableShot;
}

export class Layout {
  mms: readonly MmShot[] = [];
  tables: readonly TableShot[] = [];
  private geometry: Geometry | undefined;
  /** The level of the entry that is shared, and the ways to what such entries lead to, where that is no leaf table. */
  private unit = 2;
  units: UnitLink[] = [];
  private slotPages = 0;
  /** Tables above the leaf are reached whenever a walk passes; leaf tables, once for each entry that leads to them. */
  private readonly positions = new Positions();
  /** In the order of the mms. */
  links: Link[] = [];
  /** Entries that lead to no table: "table t3[5] -> t9". */
  dangling: string[] = [];
  /** A table that nothing leads to. */
  unreached: TableShot | undefined;
  /** A table that is reached more than once, and is none that the unit shares. */
  upperShared: TableShot | undefined;
  /** A leaf table, or one that the unit shares, that counts another number of links than lead to it; and whether any counts them at all. */
  miscounted: TableShot | undefined;
  counted = false;
  /** Bits of ORDER. */
  order = 0;

  /** Reads what a snapshot shows on a machine. */
  read({ mms, tables }: Snapshot, { geometry, slotPages, traits }: World): void {
    const sameMms = mms === this.mms && geometry === this.geometry;
    if (sameMms && tables === this.tables) return;
    const leavesOnly = sameMms && this.replaceLeaves(tables);
    this.mms = mms;
    this.tables = tables;
    this.geometry = geometry;
    this.slotPages = slotPages;
    this.unit = unitLevel(traits, geometry);
    if (!leavesOnly) this.walkAll();
    this.balance();
  }

  /** Is there a table of this id? */
  has(id: number): boolean {
    return this.positions.of(id) >= 0;
  }

  timesReached(id: number): number {
    return this.positions.reached[this.positions.of(id)] ?? 0;
  }

  /** Are all tables those read last, but for what leaf tables hold? Then the links stay as they are. */
  private replaceLeaves(tables: readonly TableShot[]): boolean {
    const old = this.tables;
    if (tables.length !== old.length) return false;
    for (let i = 0; i < tables.length; i++) {
      const a = old[i]!;
      const b = tables[i]!;
      if (a !== b && (a.id !== b.id || a.level !== 1 || b.level !== 1)) return false;
    }
    for (const link of this.links) link.leaf = tables[this.positions.of(link.leaf.id)]!;
    return true;
  }

  private walkAll(): void {
    const { mms, tables } = this;
    this.links = [];
    if (this.units.length > 0) this.units = [];
    if (this.dangling.length > 0) this.dangling = [];
    this.positions.fill(tables);
    for (let i = 0; i < mms.length; i++) {
      const root = this.positions.of(mms[i]!.root);
      if (root >= 0) this.walk(mms[i]!, root, 0, this.geometry!.levels, true);
    }
  }

  /**
   * Follows a table down to the leaves. `prefix` is the number of the table among those of its level. What lies below a shared table
   * is counted where `anew`: when the walk has come to that table for the first time.
   */
  private walk(mm: MmShot, at: number, prefix: number, level: number, anew: boolean): void {
    const below = level < this.unit - 1;
    const times = below && !anew ? 2 : ++this.positions.reached[at]!;
    if (level < 2) return;
    const { id, entries } = this.tables[at]!;
    if (level === this.unit - 1) this.units.push({ mm, number: prefix, table: this.tables[at]! });
    for (let i = 0; i + 2 < entries.length; i += 3) {
      if ((entries[i + 2]! & PRESENT) === 0) continue;
      const target = entries[i + 1]!;
      const to = this.positions.of(target);
      const number = prefix * this.slotPages + entries[i]!;
      if (to < 0 || this.tables[to]!.level !== level - 1) this.dangling.push(`table ${id}[${entries[i]!}] -> ${target}`);
      else if (level > 2) this.walk(mm, to, number, level - 1, times === 1);
      else {
        if (times === 1) this.positions.reached[to]!++;
        this.links.push({
          mm,
          slot: number,
          leaf: this.tables[to]!,
          mapping: undefined,
          region: undefined,
          shared: undefined,
          within: number,
        });
      }
    }
  }

  /** What does not add up among the tables, the first of each kind. */
  private balance(): void {
    this.unreached = undefined;
    this.upperShared = undefined;
    this.miscounted = undefined;
    this.counted = false;
    for (const t of this.tables) {
      const times = this.timesReached(t.id);
      if (times === 0) this.unreached ??= t;
      const isShared = t.level === this.unit - 1;
      if (!isShared && times > 1) this.upperShared ??= t;
      if ((isShared || t.level === 1) && t.refs !== undefined) {
        this.counted = true;
        if (t.refs !== times) this.miscounted ??= t;
      }
    }
    this.order =
      (this.upperShared ? 0 : ORDER.apart) |
      (this.links.length > 0 && this.dangling.length === 0 ? ORDER.alive : 0) |
      (this.tables.length > 0 && !this.unreached ? ORDER.reached : 0) |
      (this.counted && !this.miscounted ? ORDER.tallied : 0);
  }
}
