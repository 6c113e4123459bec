import { Machine } from '../reference/index.ts';
import type { Mm, Table } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class LinkCharged extends Machine {
  override link(mm: Mm, page: number, leaf: Table): void {
    const before = leaf.refs;
    super.link(mm, page, leaf);
    this.charge(mm, leaf.refs - before);
  }
}

export const mutant: Mutant = {
  name: 'link-charged',
  title: 'Every sharer is charged for the table that it links.',
  source: 'Reviews of mshare since 2022: table bytes are counted for each sharer, or for none.',
  rules: ['table-bytes-exact'],
  follows: ['baseline-returns'],
  create: () => faultyBody('link-charged', new LinkCharged()),
};
