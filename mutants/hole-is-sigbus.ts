import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class HoleIsSigbus extends MachineBody {
  override step(call: Call): Outcome {
    const outcome = super.step(call);
    return outcome.result === 'fault' && outcome.code === 'SEGV_MAPERR'
      ? { result: 'fault', signal: 'SIGBUS', code: 'BUS_ADRERR' }
      : outcome;
  }
}

export const mutant: Mutant = {
  name: 'hole-is-sigbus',
  title: 'An access where nothing is mapped ends in SIGBUS.',
  source: 'Cover letter of the mshare RFC of January 2022, which promises SIGBUS; the code and all later series say SIGSEGV.',
  rules: ['fault-kind'],
  follows: ['fork-shares'],
  create: () => new HoleIsSigbus(describe('hole-is-sigbus'), new Machine()),
};
