import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class UnalignedStart extends Machine {
  override alignsStart(): boolean {
    return true;
  }
}

export const mutant: Mutant = {
  name: 'unaligned-start',
  title: 'A mapping that begins within a slot shares the whole slot.',
  source: 'ptshare RFC v2, cover letter: only what is aligned to the PMD may share; here nobody looks.',
  rules: ['align-start'],
  follows: ['unshared-protection-private'],
  create: () => faultyBody('unaligned-start', new UnalignedStart()),
};
