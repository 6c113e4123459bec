import { Machine } from '../../reference/index.ts';
import type { Flush, Gather, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class CallProtectsFirstSharer extends Machine {
  override flushGuests(cpu: number, region: Region, flush: Flush, gather: Gather): void {
    const first = region.guests[0];
    if (flush.upper || first === undefined) return super.flushGuests(cpu, region, flush, gather);
    this.flushMm(cpu, first.mm, flush.start - first.delta, flush.end - first.delta, false);
  }
}

export const mutant: Mutant = {
  name: 'call-protects-first-sharer',
  title: 'mshare_protect is flushed for whoever attached first, and for nobody else.',
  source: 'No public case: the purpose of the call, announced in 2026, is that all who attach a region are reached by one call.',
  rules: ['protect-every-cpu', 'no-stale-translation'],
  follows: ['access-marks-entry', 'fault-fills-host', 'remove-clears-for-all', 'placed-protection-decides', 'protect-durable'],
  create: () => faultyCalls('call-protects-first-sharer', new CallProtectsFirstSharer()),
};
