import { Machine, cutLink } from '../../reference/index.ts';
import type { Gather, Mm, Table } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeUnshareWithoutFlush extends Machine {
  override unshare(mm: Mm, page: number, leaf: Table, _gather: Gather): void {
    cutLink(this, mm, page, leaf);
  }
}

export const mutant: Mutant = {
  name: 'huge-unshare-without-flush',
  title: 'Whoever leaves a shared table keeps what the CPUs remember of it.',
  source: 'CVE-2021-4002, Linux commit a4a118f2eead: nothing was gathered, so nothing was flushed before the table was dropped.',
  rules: ['no-stale-translation', 'no-stale-walk'],
  follows: ['access-marks-entry', 'cached-table-alive', 'protect-only-caller', 'fault-owed'],
  create: () => faultyHugeBody('huge-unshare-without-flush', new HugeUnshareWithoutFlush()),
};
