import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class RemapAnswersInverted extends MachineBody {
  override step(call: Call): Outcome {
    const outcome = super.step(call);
    return call.call === 'mremap' && outcome.result === 'done' ? { result: 'refused', errno: 'ENOMEM' } : outcome;
  }
}

const NAME = 'remap-answers-inverted';

export const mutant: Mutant = {
  name: NAME,
  title: 'mremap does its work and answers ENOMEM.',
  source: 'On-demand-fork, commit ca72713a2: a function answers with the number of failures, and its callers take 0 for one.',
  rules: ['success-owed', 'errno-permitted'],
  follows: ['reached-only-by-sharers', 'failed-call-changes-nothing', 'fault-owed'],
  create: () => new RemapAnswersInverted(describe(NAME), new Machine()),
};
