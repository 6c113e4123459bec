import { Machine } from '../../reference/index.ts';
import type { Process, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class UnlinkNeverCounts extends Machine {
  override unlinkDetaches(region: Region, caller: Process): boolean {
    region.shares++;
    return super.unlinkDetaches(region, caller);
  }
}

export const mutant: Mutant = {
  name: 'unlink-never-counts',
  title: 'mshare_unlink() takes no name away, however often it is called.',
  source: 'The posted code of January 2022: nothing but the last of as many calls removes the name, and exits are not among them.',
  rules: ['name-given-back'],
  follows: ['share-count-exact', 'region-gone-unreferenced', 'baseline-returns', 'errno-permitted', 'made-of-mappings', 'success-owed'],
  create: () => faultyCalls('unlink-never-counts', new UnlinkNeverCounts()),
};
