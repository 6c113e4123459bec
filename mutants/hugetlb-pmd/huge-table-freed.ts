import { Machine } from '../../reference/index.ts';
import type { Gather, Mm, Table } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeTableFreed extends Machine {
  override unshare(mm: Mm, page: number, leaf: Table, gather: Gather): void {
    super.unshare(mm, page, leaf, gather);
    gather.tables.push(leaf.id);
  }
}

export const mutant: Mutant = {
  name: 'huge-table-freed',
  title: 'Whoever leaves a shared table frees it, while others reach it.',
  source: 'CVE-2025-38084 and the class of d833352a4338: a table is torn down by one while another one has it linked.',
  rules: ['table-alive-while-linked', 'others-keep-tables'],
  follows: ['access-marks-entry', 'cached-table-alive', 'no-stale-translation', 'no-stale-walk'],
  create: () => faultyHugeBody('huge-table-freed', new HugeTableFreed()),
};
