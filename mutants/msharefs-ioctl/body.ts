import type { Machine } from '../../reference/index.ts';
import { MachineBody } from '../../reference/index.ts';
import { describe } from '../mutant.ts';

/** A machine with faulty regions, which claims those that ioctls fill and nothing else. */
export function faultyPools(name: string, machine: Machine): MachineBody {
  return new MachineBody({ ...describe(name), generations: ['msharefs-ioctl'] }, machine);
}
