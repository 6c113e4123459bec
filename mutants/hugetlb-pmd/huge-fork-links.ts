import { Machine, UPPER_BITS, ensureTable, shareTable } from '../../reference/index.ts';
import type { Mm, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeForkLinks extends Machine {
  override inherit(parent: Mm, child: Mm, vma: Vma): void {
    if (!this.hugetlb) return;
    for (let page = vma.start; page < vma.end; page += this.layout.entries) {
      const leaf = this.descend(parent, page, 1);
      if (leaf !== undefined) shareTable(ensureTable(this, child, page, 2), this.layout.index(page, 2), leaf, UPPER_BITS);
    }
  }
}

export const mutant: Mutant = {
  name: 'huge-fork-links',
  title: 'Fork gives the child the tables of its parent.',
  source:
    'Linux commits c5c99429fa57 and 5e41540c8a0f: fork went on with a table that it had linked as if it were the own one of the child.',
  rules: ['fork-links-nothing'],
  create: () => faultyHugeBody('huge-fork-links', new HugeForkLinks()),
};
