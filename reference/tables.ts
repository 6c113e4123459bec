import { Table } from './table.ts';

/**
 * All tables of the machine. A table keeps its number for life and no number is used twice in a trace; the page that
 * held a freed table serves the next one.
 */
export class Tables {
  /** By increasing id. */
  readonly live: Table[] = [];
  allocated = 0;
  freed = 0;
  private readonly byId: (Table | undefined)[] = [];
  private entriesPerTable = 0;
  /** Pages that hold no table now, and those of other sizes. */
  private pages: Table[] = [];
  private readonly pools: Map<number, Table[]> = new Map();

  reset(entriesPerTable: number): void {
    for (let i = this.live.length - 1; i >= 0; i--) this.recycle(this.live[i] as Table);
    this.live.length = 0;
    this.byId.length = 0;
    if (entriesPerTable !== this.entriesPerTable) this.changeSize(entriesPerTable);
    this.allocated = 0;
    this.freed = 0;
  }

  private changeSize(entriesPerTable: number): void {
    this.pools.set(this.entriesPerTable, this.pages);
    this.pages = this.pools.get(entriesPerTable) ?? [];
    this.entriesPerTable = entriesPerTable;
  }

  /** The table with this number, or undefined once it is freed. */
  at(id: number): Table | undefined {
    return this.byId[id];
  }

  allocate(level: number, owner: number): Table {
    const table = this.pages.pop() ?? new Table(this.entriesPerTable);
    // Only a faulty model has written to a page that was free; the next owner finds it empty all the same.
    table.clear();
    table.id = ++this.allocated;
    table.level = level;
    table.owner = owner;
    table.refs = 0;
    this.byId[table.id] = table;
    this.live.push(table);
    return table;
  }

  /** Frees the table. Throws when it was freed before: only a faulty model comes there. */
  free(table: Table): void {
    if (this.byId[table.id] !== table) throw new Error(`table ${table.id} freed twice`);
    this.byId[table.id] = undefined;
    this.live.splice(this.position(table.id), 1);
    this.freed++;
    this.recycle(table);
  }

  private recycle(table: Table): void {
    table.clear();
    table.shot = undefined;
    this.pages.push(table);
  }

  private position(id: number): number {
    let low = 0;
    let high = this.live.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.live[middle] as Table).id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
