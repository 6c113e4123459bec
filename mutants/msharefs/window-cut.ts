import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class WindowCut extends Machine {
  override allowsPartialUnmap(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'window-cut',
  title: 'A part of a window can be unmapped.',
  source: 'PATCH v2 of June 2022, review by Mark Hemment: nothing prevents that a window is split.',
  rules: ['window-left-whole'],
  create: () => faultyRegions('window-cut', new WindowCut()),
};
