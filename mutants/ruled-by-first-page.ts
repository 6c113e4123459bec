import { Machine } from '../reference/index.ts';
import type { Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class RuledByFirstPage extends Machine {
  override rulingVma(vma: Vma, page: number): Vma | undefined {
    return super.rulingVma(vma, vma.region === undefined ? page : vma.start);
  }
}

export const mutant: Mutant = {
  name: 'ruled-by-first-page',
  title: 'A fault looks up the mapping of the host by the start of the mapping of the guest.',
  source: 'ZAPTS, read from the code: once a mapping is split, its start no longer finds the shadow mapping of a page.',
  rules: ['protect-exact-pages'],
  follows: [
    'entry-obeys-protection',
    'protect-durable',
    'protect-every-cpu',
    'protect-own',
    'protect-reaches-sharers',
    'unprotect-reaches-sharers',
    'detach-only-caller',
    'fork-shares',
    'truncate-reaches-all',
    'fault-kind',
  ],
  create: () => faultyBody('ruled-by-first-page', new RuledByFirstPage()),
};
