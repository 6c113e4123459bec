import { Machine } from '../reference/index.ts';
import type { Mm } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FlushFirstPage extends Machine {
  override flushMm(cpu: number, mm: Mm, start: number, _end: number, upper: boolean): void {
    super.flushMm(cpu, mm, start, start + 1, upper);
  }
}

export const mutant: Mutant = {
  name: 'flush-first-page',
  title: 'A range is changed, and only its first page is flushed.',
  source: 'Linux commit dff11abe280b: dropping an upper entry invalidates all pages below it, and the flush named one.',
  rules: ['no-stale-translation', 'no-stale-walk'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'fault-fills-host',
    'file-content-shown',
    'other-files-untouched',
    'plain-mapping-coherent',
    'private-copy-private',
    'remove-clears-for-all',
    'protect-durable',
    'protect-every-cpu',
    'protect-reaches-sharers',
    'detached-unreachable',
    'truncate-reaches-all',
    'fault-owed',
  ],
  create: () => faultyBody('flush-first-page', new FlushFirstPage()),
};
