import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class RegionAnywhere extends Machine {
  override allowsWindowAt(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'region-anywhere',
  title: 'A region is attached at whatever multiple of the unit somebody names.',
  source: 'The third series with ioctls, 2025: windows lie anywhere. In that of 2022 they do not.',
  rules: ['attach-same', 'window-in-place'],
  follows: ['window-aligned'],
  create: () => faultyRegions('region-anywhere', new RegionAnywhere()),
};
