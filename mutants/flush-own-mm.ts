import { Machine } from '../reference/index.ts';
import type { Flush, Gather, Region } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const flushOwnMm = (Base: MachineClass): MachineClass =>
  class FlushOwnMm extends Base {
    override flushGuests(cpu: number, region: Region, flush: Flush, gather: Gather): void {
      for (const { mm, delta } of region.guests) {
        if (mm.id === gather.caller) this.flushMm(cpu, mm, flush.start - delta, flush.end - delta, flush.upper);
      }
    }
  };

export const mutant: Mutant = {
  name: 'flush-own-mm',
  title: 'A change to the region is flushed for the mm of the caller only.',
  source: 'ptshare RFC v2, patch 4: nothing reaches the TLBs of the other sharers.',
  rules: ['no-stale-translation', 'protect-every-cpu'],
  follows: [
    'access-marks-entry',
    'fault-fills-host',
    'private-copy-private',
    'remove-clears-for-all',
    'protect-durable',
    'protect-reaches-sharers',
    'detached-unreachable',
    'truncate-reaches-all',
  ],
  create: () => faultyBody('flush-own-mm', new (flushOwnMm(Machine))()),
};
