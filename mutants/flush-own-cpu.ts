import { Machine } from '../reference/index.ts';
import type { Flush, Gather } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FlushOwnCpu extends Machine {
  override flush(cpu: number, flush: Flush, gather: Gather): void {
    if (cpu === gather.cpu) super.flush(cpu, flush, gather);
  }
}

export const mutant: Mutant = {
  name: 'flush-own-cpu',
  title: 'Only the CPU that makes the call forgets; the others keep what they cached.',
  source: 'msharefs RFC v3, review by Dave Hansen: nobody notes on which CPUs the mms of a region run.',
  rules: [
    'no-stale-translation',
    'no-stale-walk',
    'protect-durable',
    'access-marks-entry',
    'fault-owed',
    'detached-unreachable',
    'protect-every-cpu',
    'detach-only-caller',
    'fault-fills-host',
    'truncate-reaches-all',
    'file-content-shown',
    'exit-any-order',
    'other-files-untouched',
    'remove-clears-for-all',
    'close-keeps-mapping',
    'private-copy-private',
    'fork-shares',
    'stores-seen-by-sharers',
  ],
  create: () => faultyBody('flush-own-cpu', new FlushOwnCpu()),
};
