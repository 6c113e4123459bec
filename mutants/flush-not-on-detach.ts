import { Machine, TARGET_SHIFT } from '../reference/index.ts';
import type { Flush, Gather, Table } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FlushNotOnDetach extends Machine {
  private unflushed: Gather | undefined;

  override unlink(pmd: Table, index: number, gather: Gather): void {
    const leaf = this.tables.at(pmd.get(index) >>> TARGET_SHIFT);
    super.unlink(pmd, index, gather);
    if (leaf !== undefined && leaf.refs > 1) this.unflushed = gather;
  }

  override flush(cpu: number, flush: Flush, gather: Gather): void {
    if (gather !== this.unflushed) super.flush(cpu, flush, gather);
  }
}

export const mutant: Mutant = {
  name: 'flush-not-on-detach',
  title: 'A sharer that leaves is not flushed while others still share the table.',
  source: 'CVE-2021-4002, Linux commit a4a118f2eead: unsharing saw no page to free and skipped the flush.',
  rules: ['no-stale-translation', 'detached-unreachable'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'fault-fills-host',
    'file-content-shown',
    'other-files-untouched',
    'private-copy-private',
    'no-stale-walk',
    'reattach-fresh',
    'fault-owed',
  ],
  create: () => faultyBody('flush-not-on-detach', new FlushNotOnDetach()),
};
