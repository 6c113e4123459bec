import { Machine } from '../reference/index.ts';
import type { Flush, Gather } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const flushOwnCpu = (Base: MachineClass): MachineClass =>
  class FlushOwnCpu extends Base {
    override flush(cpu: number, flush: Flush, gather: Gather): void {
      if (cpu === gather.cpu) super.flush(cpu, flush, gather);
    }
  };

export const mutant: Mutant = {
  name: 'flush-own-cpu',
  title: 'Only the CPU that makes the call forgets; the others keep what they cached.',
  source: 'msharefs RFC v3, review by Dave Hansen: nobody notes on which CPUs the mms of a region run.',
  rules: ['no-stale-translation', 'protect-every-cpu'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'file-content-shown',
    'other-files-untouched',
    'private-copy-private',
    'remove-clears-for-all',
    'stores-seen-by-sharers',
    'no-stale-walk',
    'protect-durable',
    'detached-unreachable',
    'reattach-fresh',
    'truncate-reaches-all',
    'fault-owed',
  ],
  create: () => faultyBody('flush-own-cpu', new (flushOwnCpu(Machine))()),
};
