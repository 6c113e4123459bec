import { ForkDomains, Machine, MachineBody } from '../../reference/index.ts';
import { describe } from '../mutant.ts';

/** A machine with faulty domains, which claims these and nothing else. */
export function faultyDomains(name: string, Domains: typeof ForkDomains): MachineBody {
  const machine = new Machine();
  machine.forkDomains = new Domains(machine);
  return new MachineBody({ ...describe(name), generations: ['fork-domain'] }, machine);
}
