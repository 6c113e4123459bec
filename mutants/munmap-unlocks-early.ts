import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

const AFTER = ['flush', 'drop-reference', 'free-host', 'free'];

export const mutant: Mutant = {
  name: 'munmap-unlocks-early',
  title: 'munmap lets others map the place anew before every CPU has forgotten what was there.',
  source: 'A shape of CVE-2018-18281: the lock that keeps others out is dropped between the change of the entries and the flush.',
  rules: ['fault-owed'],
  follows: ['plain-mapping-coherent'],
  create: () => bodyWith('munmap-unlocks-early', [{ calls: ['munmap'], locks: without('mm', AFTER) }]),
};
