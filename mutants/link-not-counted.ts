import { Machine } from '../reference/index.ts';
import type { Mm, Table } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class LinkNotCounted extends Machine {
  override link(mm: Mm, page: number, leaf: Table): void {
    const before = leaf.refs;
    super.link(mm, page, leaf);
    leaf.refs = before;
  }
}

export const mutant: Mutant = {
  name: 'link-not-counted',
  title: 'A guest links the table without counting itself.',
  source: 'Linux commit 59d9094df3d7 and its followers: two counters for the same thing, one of them forgotten.',
  rules: ['share-count-exact'],
  create: () => faultyBody('link-not-counted', new LinkNotCounted()),
};
