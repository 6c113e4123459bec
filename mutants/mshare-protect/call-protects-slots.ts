import { Machine } from '../../reference/index.ts';
import type { Gather, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class CallProtectsSlots extends Machine {
  override protectRegion(region: Region, start: number, end: number, prot: number, gather: Gather): void {
    const { entries } = this.layout;
    const [from, to] = [Math.floor(start / entries) * entries, Math.ceil(end / entries) * entries];
    super.protectRegion(region, from, Math.min(to, region.start + region.pages), prot, gather);
  }
}

export const mutant: Mutant = {
  name: 'call-protects-slots',
  title: 'mshare_protect changes all pages of the leaf tables that its range meets.',
  source: 'No public case: what is shared are tables, and a call that works on these forgets where its range begins and ends.',
  rules: ['protect-exact-pages'],
  follows: ['entry-obeys-protection', 'placed-protection-decides', 'protect-cost-flat'],
  create: () => faultyCalls('call-protects-slots', new CallProtectsSlots()),
};
