import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class LengthWraps extends MachineBody {
  override step(call: Call): Outcome {
    if ((call.call === 'munmap' || call.call === 'madvise') && BigInt(call.addr) + BigInt(call.length) >= 1n << 64n)
      return { result: 'done' };
    return super.step(call);
  }
}

const NAME = 'length-wraps';

export const mutant: Mutant = {
  name: NAME,
  title: 'Where start and length add up to more than 64 bits, the end wraps, and the call passes for one that has nothing to do.',
  source: 'msharefs v3, read from the code: the sum of address and size is compared with the end without a look at the carry.',
  rules: ['errno-permitted'],
  create: () => new LengthWraps(describe(NAME), new Machine()),
};
