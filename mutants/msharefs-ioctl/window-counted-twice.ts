import { Machine } from '../../reference/index.ts';
import type { Mm, Region, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class WindowCountedTwice extends Machine {
  override attach(region: Region, mm: Mm, vma: Vma): void {
    super.attach(region, mm, vma);
    this.countSharer(region, 1);
  }
}

export const mutant: Mutant = {
  name: 'window-counted-twice',
  title: 'A window that is attached counts as two.',
  source: 'CVE-2024-57883, Linux commit 59d9094df3d7: a count of sharers that is too high, so that tables are never freed.',
  rules: ['share-count-exact', 'region-gone-unreferenced'],
  follows: ['baseline-returns', 'success-owed'],
  create: () => faultyPools('window-counted-twice', new WindowCountedTwice()),
};
