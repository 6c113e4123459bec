/** Tables that several address spaces reach. */
import type { Snapshot } from '../../schemas/generated/types.ts';

/** How many tables of a level are reached from more than one address space. */
export function sharedTables({ mms, tables }: Snapshot, level: number): number {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const reached = new Map<number, number>();
  for (const { root } of mms) {
    const seen = new Set<number>();
    const visit = (id: number): void => {
      const table = byId.get(id);
      if (table === undefined || seen.has(id)) return;
      seen.add(id);
      reached.set(id, (reached.get(id) ?? 0) + 1);
      if (table.level > 1) for (let i = 1; i < table.entries.length; i += 3) visit(table.entries[i] as number);
    };
    visit(root);
  }
  return tables.filter((table) => table.level === level && (reached.get(table.id) ?? 0) > 1).length;
}
