import { Machine } from '../../reference/index.ts';
import type { Gather, Mm, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class DetachEmptiesRegion extends Machine {
  override detach(region: Region, mm: Mm, gather: Gather, delta?: number): void {
    const before = gather.flushes.length;
    this.takeContents(region, region.start, region.start + region.pages, gather);
    for (let cpu = 0; cpu < this.layout.cpus; cpu++) {
      for (const flush of gather.flushes.slice(before)) this.flush(cpu, flush, gather);
    }
    super.detach(region, mm, gather, delta);
  }
}

export const mutant: Mutant = {
  name: 'detach-empties-region',
  title: 'Who detaches a region takes along what it holds.',
  source: 'The first posted code of 2022, read: the exit of a forked child clears the common tables.',
  rules: ['detach-only-caller'],
  follows: ['protect-exact-pages', 'sharer-exit-undisturbed', 'change-within-region', 'success-owed'],
  create: () => faultyCalls('detach-empties-region', new DetachEmptiesRegion()),
};
