import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

export const mutant: Mutant = {
  name: 'replacement-unlocks-early',
  title: 'mmap over a shared mapping lets others at the file between leaving the region and joining it: it ends while all map it anew.',
  source: 'The reference itself, until `ptshare explore --in-flight 2` went through calls that map, protect and load.',
  rules: ['protect-reaches-sharers'],
  follows: ['entry-obeys-protection'],
  create: () => bodyWith('replacement-unlocks-early', [{ calls: ['mmap'], locks: without('file', ['free', 'insert']) }]),
};
