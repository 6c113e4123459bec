import type { Machine } from '../../reference/index.ts';
import { MachineBody } from '../../reference/index.ts';
import { describe } from '../mutant.ts';

/** A machine with faulty regions, which claims those of msharefs and nothing else. */
export function faultyRegions(name: string, machine: Machine): MachineBody {
  return new MachineBody({ ...describe(name), generations: ['msharefs'] }, machine);
}
