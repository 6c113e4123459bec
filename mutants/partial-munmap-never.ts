import { Machine, MachineBody } from '../reference/index.ts';
import { pageOf } from '../schemas/address.ts';
import type { Call, CallOf } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class PartialMunmapNever extends MachineBody {
  override step(call: Call): Outcome {
    return call.call === 'munmap' && this.isPartial(call) ? { result: 'refused', errno: 'EINVAL' } : super.step(call);
  }

  private isPartial(call: CallOf<'munmap'>): boolean {
    const { shift } = this.machine.layout;
    const page = pageOf(call.addr, shift);
    const vma = this.machine.processes.get(call.process)?.mm.vmas.find(page);
    return vma !== undefined && (vma.start !== page || vma.end > page + pageOf(call.length, shift));
  }
}

export const mutant: Mutant = {
  name: 'partial-munmap-never',
  title: 'A part of an ordinary mapping cannot be unmapped either.',
  source: 'On-demand-fork: for some time every partial munmap was refused with EINVAL.',
  rules: ['success-owed'],
  create: () => new PartialMunmapNever(describe('partial-munmap-never'), new Machine()),
};
