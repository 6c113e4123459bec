/** A body that takes every request and shares nothing: a kernel that knows the hint and ignores it. */
import { Machine, MachineBody, abilities } from '../reference/index.ts';

class PrivateTables extends Machine {
  override eligible(): boolean {
    return false;
  }

  override mapsWholeSlot(): boolean {
    return false;
  }
}

/**
 * Claims the generation: a hint may be ignored, but what is owed to sharers is missing. It claims the one that shares unasked, too, where
 * sharing is owed to nobody unless a profile says so.
 */
export function createPrivateTables(): MachineBody {
  return new MachineBody(
    {
      name: 'private-tables',
      generations: ['map-shared-pt', 'hugetlb-pmd'],
      shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
      ...abilities,
      notes: 'Every process keeps page tables of its own.',
    },
    new PrivateTables(),
  );
}
