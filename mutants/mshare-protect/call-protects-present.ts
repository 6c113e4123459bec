import { Machine, protectEntries } from '../../reference/index.ts';
import type { Gather, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class CallProtectsPresent extends Machine {
  override protectRegion({ host }: Region, start: number, end: number, prot: number, gather: Gather): void {
    for (const vma of host.vmas.all) {
      const [from, to] = [Math.max(start, vma.start), Math.min(end, vma.end)];
      if (from < to) protectEntries(this, host, vma, from, to, prot);
    }
    gather.flush(host, start, end, false);
  }
}

export const mutant: Mutant = {
  name: 'call-protects-present',
  title: 'mshare_protect changes the entries that are there and not what the region is mapped with.',
  source: 'ptshare RFC v2: the entries are closed and the mapping that decides over a fault is not, so that the next fault opens them.',
  rules: ['protect-durable'],
  follows: ['entry-obeys-protection', 'placed-protection-decides', 'protect-every-cpu', 'protect-reaches-sharers'],
  create: () => faultyCalls('call-protects-present', new CallProtectsPresent()),
};
