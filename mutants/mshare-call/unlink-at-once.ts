import { Machine } from '../../reference/index.ts';
import type { Process, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class UnlinkAtOnce extends Machine {
  override unlinkDetaches(region: Region, caller: Process): boolean {
    region.shares = 0;
    return super.unlinkDetaches(region, caller);
  }
}

export const mutant: Mutant = {
  name: 'unlink-at-once',
  title: 'The first mshare_unlink() takes the name away, as unlink(2) would.',
  source: 'Wilcox and Biederman on the calls of 2022: why not unlink(2).',
  rules: ['name-given-back'],
  follows: ['attach-within-rights'],
  create: () => faultyCalls('unlink-at-once', new UnlinkAtOnce()),
};
