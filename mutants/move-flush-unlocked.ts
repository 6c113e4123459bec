import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

export const mutant: Mutant = {
  name: 'move-flush-unlocked',
  title: 'mremap lets go of the file before it flushes the place that it moved from, and a truncation frees the pages in between.',
  source: 'Linux commit 13e4ad2ce8df: the reverse-map lock was dropped before the flush when shared tables were moved.',
  rules: ['truncate-reaches-all'],
  follows: ['remove-clears-for-all'],
  create: () => bodyWith('move-flush-unlocked', [{ calls: ['mremap'], locks: without('file', ['flush']) }]),
};
