/** A body that shares no table of huge pages, as a kernel that was built without that: right where sharing is an optimisation. */
import { Machine, MachineBody, abilities } from '../../reference/index.ts';

class Apart extends Machine {
  override shareAtFault(): void {
    // Every fault makes a table of its own.
  }
}

export function createApart(): MachineBody {
  return new MachineBody(
    {
      name: 'apart',
      generations: ['hugetlb-pmd'],
      shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
      ...abilities,
    },
    new Apart(),
  );
}
