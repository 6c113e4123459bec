import { Machine, MachineBody } from '../reference/index.ts';
import { toHex } from '../schemas/address.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class CloseUnmaps extends MachineBody {
  override step(call: Call): Outcome {
    const process = call.call === 'close' ? this.machine.processes.get(call.process) : undefined;
    const file = call.call === 'close' ? process?.descriptors.get(call.fd)?.file : undefined;
    const outcome = super.step(call);
    if (process === undefined || file === undefined) return outcome;
    const mapped = process.mm.vmas.all.filter((vma) => vma.file === file);
    for (const vma of mapped) this.unmap(process.name, vma.start, vma.end);
    return outcome;
  }

  private unmap(process: string, start: number, end: number): void {
    const { shift } = this.machine.layout;
    super.step({ call: 'munmap', process, addr: toHex(start, 0, shift), length: toHex(end - start, 0, shift) });
  }
}

export const mutant: Mutant = {
  name: 'close-unmaps',
  title: 'Closing the descriptor takes the mappings of the file away.',
  source: 'mshare syscalls of 2022: the name was the region, and taking it away unmapped those who used it.',
  rules: ['close-keeps-mapping'],
  follows: ['share-count-exact', 'fork-shares'],
  create: () => new CloseUnmaps(describe('close-unmaps'), new Machine()),
};
