import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ExitKeepsReference extends Machine {
  override releaseMappings(): void {}
}

export const mutant: Mutant = {
  name: 'exit-keeps-reference',
  title: 'exit and exec give up the mappings and keep the reference to the region.',
  source: 'ptshare RFC v2: exit does not pass the hook of munmap, and the region outlives everybody.',
  rules: [
    'share-count-exact',
    'last-out-frees',
    'guest-entry-empty-or-host',
    'one-table-per-slot',
    'fault-fills-host',
    'leaf-tables-flat',
    'protect-exact-pages',
    'detach-only-caller',
    'exit-any-order',
  ],
  create: () => faultyBody('exit-keeps-reference', new ExitKeepsReference()),
};
