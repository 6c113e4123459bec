import { Machine, cutLink } from '../../reference/index.ts';
import type { Gather, Mm, Table } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeFlushOnePage extends Machine {
  override unshare(mm: Mm, page: number, leaf: Table, _gather: Gather): void {
    cutLink(this, mm, page, leaf);
    this.flushEveryCpu(mm, page, page + 1, true);
  }
}

export const mutant: Mutant = {
  name: 'huge-flush-one-page',
  title: 'Whoever leaves a shared table flushes one page of the slot.',
  source: 'Linux commit dff11abe280b: dropping the upper entry invalidates a whole GiB, and one page of it was flushed.',
  rules: ['no-stale-translation'],
  follows: ['access-marks-entry'],
  create: () => faultyHugeBody('huge-flush-one-page', new HugeFlushOnePage()),
};
