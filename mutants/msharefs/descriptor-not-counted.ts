import { Machine } from '../../reference/index.ts';
import type { File } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class DescriptorNotCounted extends Machine {
  override isReferred(file: File): boolean {
    return this.msharefs.holds(file);
  }
}

export const mutant: Mutant = {
  name: 'descriptor-not-counted',
  title: 'A descriptor does not keep a region: without a name, it goes with the last window.',
  source: 'PATCH v2 of June 2022, read from the code: open files are not counted, and the last window frees what they still point to.',
  rules: ['success-owed'],
  follows: ['region-told', 'errno-permitted'],
  create: () => faultyRegions('descriptor-not-counted', new DescriptorNotCounted()),
};
