/**
 * Where each table of a snapshot stands in its list, by id, and how often it is reached. Ids are usually small; a body may
 * number its tables as it likes. Numbers in typed arrays are found and cleared quickly, and the arrays serve again and again.
 */
import type { TableShot } from '../schemas/generated/types.ts';

const SMALL = 4096;

export class Positions {
  /** One more than the position; 0: no such table. */
  private small = new Int32Array(64);
  private large: Map<number, number> | undefined;
  /** By position. */
  reached = new Uint32Array(64);

  /** Begins anew, with tables that nothing has reached. Of two tables with one id the later counts. */
  fill(tables: readonly TableShot[]): void {
    this.small.fill(0);
    this.large = undefined;
    if (tables.length > this.reached.length) this.reached = new Uint32Array(tables.length * 2);
    else this.reached.fill(0, 0, tables.length);
    for (let i = 0; i < tables.length; i++) {
      const { id } = tables[i]!;
      if (id < this.small.length) this.small[id] = i + 1;
      else this.put(id, i);
    }
  }

  /** The position of a table; -1 where no table has this id. */
  of(id: number): number {
    if (id < this.small.length) return this.small[id]! - 1;
    return this.large?.get(id) ?? -1;
  }

  private put(id: number, position: number): void {
    if (id >= SMALL) {
      (this.large ??= new Map()).set(id, position);
      return;
    }
    const grown = new Int32Array(2 ** Math.ceil(Math.log2(id + 1)));
    grown.set(this.small);
    grown[id] = position + 1;
    this.small = grown;
  }
}
