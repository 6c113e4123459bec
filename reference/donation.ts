import type { Links } from './links.ts';
import type { Mm } from './mm.ts';
import type { Region } from './region.ts';
import { TARGET_SHIFT } from './table.ts';
import type { Table } from './table.ts';
import { ensureTable } from './walk.ts';

/**
 * Makes the memory that an mm has in a range (whole units, pages, end excluded) the contents of the region at the same addresses: its
 * mappings and its tables change hands, and the mm keeps links to them.
 */
// @rule given-memory-shown
export function donate(machine: Links, mm: Mm, region: Region, start: number, end: number): void {
  for (const vma of mm.vmas.take(start, end)) region.host.vmas.insert(vma);
  for (let page = start; page < end; page += machine.unitPages) donateUnit(machine, mm, region.host, page);
}

function donateUnit(machine: Links, mm: Mm, host: Mm, page: number): void {
  const entry = machine.descend(mm, page, machine.unitLevel)?.get(machine.layout.index(page, machine.unitLevel)) ?? 0;
  const table = machine.tables.at(entry >>> TARGET_SHIFT);
  if (table === undefined) return;
  ensureTable(machine, host, page, machine.unitLevel).set(machine.layout.index(page, machine.unitLevel), entry);
  machine.countLink(table, 1);
  charge(machine, table, host);
}

/** The table, and those below it. */
function charge(machine: Links, table: Table, host: Mm): void {
  machine.chargeTo(table, host);
  if (table.level === 1) return;
  for (let i = table.next(0); i >= 0; i = table.next(i + 1)) {
    const child = machine.tables.at(table.get(i) >>> TARGET_SHIFT);
    if (child !== undefined) charge(machine, child, host);
  }
}
