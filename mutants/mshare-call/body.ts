import type { Machine } from '../../reference/index.ts';
import { MachineBody } from '../../reference/index.ts';
import { describe } from '../mutant.ts';

/** A machine with a faulty mshare() or mshare_unlink(), which claims these and nothing else. */
export function faultyCalls(name: string, machine: Machine): MachineBody {
  return new MachineBody({ ...describe(name), generations: ['mshare-call'] }, machine);
}
