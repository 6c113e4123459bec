import { Machine } from '../reference/index.ts';
import type { File } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class RemoveKeepsEntries extends Machine {
  override removePages(file: File, start: number, end: number): void {
    file.punch(start, end);
  }
}

export const mutant: Mutant = {
  name: 'remove-keeps-entries',
  title: 'MADV_REMOVE takes the pages from the file and leaves the entries that map them.',
  source: 'On-demand-fork, commit 12bae3477: the removal did not part the tables first; mended by e463b69dd.',
  rules: ['remove-clears-for-all'],
  follows: ['private-copy-private'],
  create: () => faultyBody('remove-keeps-entries', new RemoveKeepsEntries()),
};
