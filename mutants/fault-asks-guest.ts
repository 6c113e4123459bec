import { Machine } from '../reference/index.ts';
import type { Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FaultAsksGuest extends Machine {
  override rulingVma(vma: Vma): Vma {
    return vma;
  }
}

export const mutant: Mutant = {
  name: 'fault-asks-guest',
  title: 'A fault asks the VMA of the faulting sharer, which still has the protection of its mmap, and undoes the change for all.',
  source: 'ptshare RFC v2: the VMA of the guest drives the fault, so that a write fault makes the shared entry writable again.',
  rules: ['protect-reaches-sharers', 'unprotect-reaches-sharers', 'protect-durable', 'protect-every-cpu'],
  follows: ['entry-obeys-protection', 'protect-own', 'fork-shares', 'fault-kind'],
  create: () => faultyBody('fault-asks-guest', new FaultAsksGuest()),
};
