import { Machine } from '../reference/index.ts';
import type { Mm, Region, Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const forkNotCounted = (Base: MachineClass): MachineClass =>
  class ForkNotCounted extends Base {
    override attachChild(region: Region, mm: Mm, vma: Vma): void {
      super.attachChild(region, mm, vma);
      this.countSharer(region, -1);
    }
  };

export const mutant: Mutant = {
  name: 'fork-not-counted',
  title: 'The child of a fork shares without being counted; its munmap frees under the parent.',
  source: 'ptshare RFC v2: fork copies the flag of the VMA and takes no reference.',
  rules: ['share-count-exact', 'fork-shares'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'reached-only-by-sharers',
    'table-alive-while-linked',
    'no-stale-translation',
    'no-stale-walk',
    'protect-durable',
    'protect-every-cpu',
    'close-keeps-mapping',
    'detach-only-caller',
    'exit-any-order',
    'fault-kind',
  ],
  create: () => faultyBody('fork-not-counted', new (forkNotCounted(Machine))()),
};
