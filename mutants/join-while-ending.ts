import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

export const mutant: Mutant = {
  name: 'join-while-ending',
  title: 'mmap finds a region without the lock of the file, and joins it after the last sharer has ended it.',
  source:
    'Karim Manaouil on ptshare RFC v2: a lookup may return what is being freed. Linux commit d833352a4338 is the same with hugetlb tables.',
  rules: ['reattach-fresh'],
  follows: ['entry-obeys-protection', 'protect-reaches-sharers'],
  create: () => bodyWith('join-while-ending', [{ calls: ['mmap'], locks: without('file', ['lookup', 'attach']) }]),
};
