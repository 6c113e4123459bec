import type { Gather } from './gather.ts';
import type { Links } from './links.ts';
import type { Region } from './region.ts';
import { TARGET_SHIFT } from './table.ts';
import { emptyBelow, releaseUnnamed } from './unmap.ts';

/**
 * Takes out of the region what its host maps in a range (pages of the host, end excluded), for all who share it. A table that guests
 * lead to stays with them, empty.
 */
// @rule unplaced-unreachable
export function takeContents(machine: Links, region: Region, start: number, end: number, gather: Gather): void {
  const { host } = region;
  const removed = host.vmas.take(start, end);
  if (removed.length === 0) return;
  for (let page = start - (start % machine.unitPages); page < end; page += machine.unitPages) {
    emptyUnit(machine, region, page, Math.max(start, page), Math.min(end, page + machine.unitPages), gather);
  }
  gather.flush(host, start, end, true);
  releaseUnnamed(machine, removed, gather);
}

/** `page`: where the shared entry begins. */
function emptyUnit(machine: Links, { host }: Region, page: number, start: number, end: number, gather: Gather): void {
  const upper = machine.descend(host, page, machine.unitLevel);
  const index = machine.layout.index(page, machine.unitLevel);
  const table = machine.tables.at((upper?.get(index) ?? 0) >>> TARGET_SHIFT);
  if (upper === undefined || table === undefined) return;
  emptyBelow(machine, table, page, start, end, gather);
  if (table.count === 0 && !machine.isLinked(table)) machine.takeTable(upper, index, table, gather);
}
