import { bodyWith, ordered } from './manual.ts';
import type { Mutant } from './mutant.ts';

export const mutant: Mutant = {
  name: 'free-before-flush',
  title: 'A truncation frees the pages before it flushes: other CPUs read and write what may belong to somebody else by then.',
  source: 'CVE-2021-4002, Linux commit a4a118f2eead: with shared tables a page was freed while translations to it lived.',
  rules: ['stores-seen-by-sharers'],
  create: () =>
    bodyWith('free-before-flush', [{ calls: ['ftruncate'], stages: ordered('resize', 'change-entries', 'free', 'flush', 'zero-tail') }]),
};
