import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class EnomemOverwritten extends MachineBody {
  override step(call: Call): Outcome {
    const outcome = super.step(call);
    const lost = 'fail' in call && call.fail !== undefined && outcome.result === 'refused' && outcome.errno === 'ENOMEM';
    return lost ? { result: 'refused', errno: 'EINVAL' } : outcome;
  }
}

export const mutant: Mutant = {
  name: 'enomem-overwritten',
  title: 'A call that fails for want of memory answers EINVAL.',
  source: 'Darrick Wong on the second mshare series (2022): an ENOMEM that was set is overwritten on the way out.',
  rules: ['no-memory-told'],
  follows: ['errno-permitted', 'success-owed'],
  create: () => new EnomemOverwritten(describe('enomem-overwritten'), new Machine()),
};
