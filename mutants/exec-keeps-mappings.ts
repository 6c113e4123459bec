import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class ExecKeepsMappings extends MachineBody {
  override step(call: Call): Outcome {
    return call.call === 'exec' ? { result: 'done' } : super.step(call);
  }
}

export const mutant: Mutant = {
  name: 'exec-keeps-mappings',
  title: 'exec leaves the address space as it was.',
  source: 'Open points that the author of mshare lists in January 2022: nothing cleans up when the task that mapped is gone.',
  rules: ['exec-detaches'],
  follows: ['reached-only-by-sharers', 'share-count-exact', 'last-out-frees', 'baseline-returns', 'fault-kind'],
  create: () => new ExecKeepsMappings(describe('exec-keeps-mappings'), new Machine()),
};
