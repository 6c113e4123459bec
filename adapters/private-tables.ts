/** A body that takes the flag and shares nothing: a kernel that knows the hint and ignores it. */
import { Machine, MachineBody, abilities } from '../reference/index.ts';

class PrivateTables extends Machine {
  override eligible(): boolean {
    return false;
  }
}

/** Claims the generation: a hint may be ignored, but what is owed to sharers is missing. */
export function createPrivateTables(): MachineBody {
  return new MachineBody(
    {
      name: 'private-tables',
      generations: ['map-shared-pt'],
      shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
      ...abilities,
      notes: 'Every process keeps page tables of its own.',
    },
    new PrivateTables(),
  );
}
