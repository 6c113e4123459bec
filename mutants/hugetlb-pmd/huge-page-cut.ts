import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugePageCut extends Machine {
  override cutsHugePage(): boolean {
    return false;
  }
}

export const mutant: Mutant = {
  name: 'huge-page-cut',
  title: 'The end of a range within a huge page is rounded up, and the page goes as a whole.',
  source: 'mmap(2) on huge pages; Linux, hugetlb_vm_op_split: what happens without its refusal.',
  rules: ['huge-pages-whole'],
  create: () => faultyHugeBody('huge-page-cut', new HugePageCut()),
};
