import { Machine, protectRange } from '../../reference/index.ts';
import type { Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class CallProtectsUnflushed extends Machine {
  override protectRegion({ host }: Region, start: number, end: number, prot: number): void {
    protectRange(this, host, start, end, prot);
  }
}

export const mutant: Mutant = {
  name: 'call-protects-unflushed',
  title: 'mshare_protect changes the entries, and no CPU is told.',
  source: 'Review of the series of 2024 by Dave Hansen, for a call that was announced in 2026: nobody notes where the host is in use.',
  rules: ['protect-every-cpu', 'no-stale-translation'],
  follows: ['placed-protection-decides', 'protect-durable'],
  create: () => faultyCalls('call-protects-unflushed', new CallProtectsUnflushed()),
};
