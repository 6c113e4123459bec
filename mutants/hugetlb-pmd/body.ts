import { MachineBody } from '../../reference/index.ts';
import type { Machine } from '../../reference/index.ts';
import { describe } from '../mutant.ts';

/** A faulty machine that claims the sharing of huge pages, and nothing else. */
export function faultyHugeBody(name: string, machine: Machine): MachineBody {
  return new MachineBody({ ...describe(name), generations: ['hugetlb-pmd'] }, machine);
}
