import type { Machine } from '../../reference/index.ts';
import { MachineBody } from '../../reference/index.ts';
import { describe } from '../mutant.ts';

/** A machine with faulty regions, which claims those of the announced calls and nothing else. */
export function faultyCalls(name: string, machine: Machine): MachineBody {
  return new MachineBody({ ...describe(name), generations: ['mshare-protect'] }, machine);
}
