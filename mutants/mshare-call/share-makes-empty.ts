import { Machine } from '../../reference/index.ts';
import type { Mm } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

class ShareMakesEmpty extends Machine {
  override canGive(mm: Mm, start: number, end: number): boolean {
    return mm.vmas.isFree(start, end) || super.canGive(mm, start, end);
  }
}

export const mutant: Mutant = {
  name: 'share-makes-empty',
  title: 'A range in which nothing is mapped makes a region.',
  source: 'The seed message of October 2023 tells of an empty region that objects are mapped into later.',
  rules: ['made-of-mappings'],
  follows: ['shared-by-whole-units'],
  create: () => faultyCalls('share-makes-empty', new ShareMakesEmpty()),
};
