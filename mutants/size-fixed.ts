import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class SizeFixed extends MachineBody {
  override step(call: Call): Outcome {
    if (call.call === 'ftruncate') {
      const file = this.machine.processes.get(call.process)?.descriptors.get(call.fd)?.file;
      if (file?.region !== undefined) return { result: 'refused', errno: 'EINVAL' };
    }
    return super.step(call);
  }
}

const NAME = 'size-fixed';

export const mutant: Mutant = {
  name: NAME,
  title: 'A file whose pages are shared cannot be resized.',
  source: 'msharefs: the size of a region is set once; for an ordinary file that is an error of its own.',
  rules: ['success-owed'],
  follows: ['errno-permitted'],
  create: () => new SizeFixed(describe(NAME), new Machine()),
};
