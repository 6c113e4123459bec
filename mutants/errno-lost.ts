import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ErrnoLost extends MachineBody {
  override step(call: Call): Outcome {
    const outcome = super.step(call);
    return call.call === 'mmap' && outcome.result === 'refused' ? { result: 'refused', errno: 'EINVAL' } : outcome;
  }
}

export const mutant: Mutant = {
  name: 'errno-lost',
  title: 'Whatever makes mmap fail, the answer is EINVAL.',
  source: 'mshare RFC of January 2022, patch 6: a failing vm_mmap is reported as EINVAL, its own errno is lost.',
  rules: ['errno-permitted'],
  follows: ['no-memory-told', 'success-owed'],
  create: () => new ErrnoLost(describe('errno-lost'), new Machine()),
};
