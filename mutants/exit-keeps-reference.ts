import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const exitKeepsReference = (Base: MachineClass): MachineClass =>
  class ExitKeepsReference extends Base {
    override releaseMappings(): void {}
  };

export const mutant: Mutant = {
  name: 'exit-keeps-reference',
  title: 'exit and exec give up the mappings and keep the reference to the region.',
  source: 'ptshare RFC v2: exit does not pass the hook of munmap, and the region outlives everybody.',
  rules: ['share-count-exact', 'last-out-frees'],
  follows: ['reattach-fresh'],
  create: () => faultyBody('exit-keeps-reference', new (exitKeepsReference(Machine))()),
};
