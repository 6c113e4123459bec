import { Machine } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class HugeSizeAsAsked extends Machine {
  override wholePages(pages: number): number {
    return pages;
  }
}

export const mutant: Mutant = {
  name: 'huge-size-as-asked',
  title: 'What is made of huge pages is put into a region as long as was asked for, and ends within a huge page.',
  source: 'No public case: PATCH v3 of August 2025, patch 20, rounds the size up, and this does not.',
  rules: ['success-owed'],
  follows: ['size-shown'],
  create: () => faultyPools('huge-size-as-asked', new HugeSizeAsAsked()),
};
