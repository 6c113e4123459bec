import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class IneligibleEnomem extends MachineBody {
  override step(call: Call): Outcome {
    if (call.call === 'mmap' && call.flags.includes('MAP_SHARED_PT') && call.flags.includes('MAP_ANONYMOUS'))
      return { result: 'refused', errno: 'ENOMEM' };
    return super.step(call);
  }
}

export const mutant: Mutant = {
  name: 'ineligible-enomem',
  title: 'A mapping that cannot be shared is refused with ENOMEM.',
  source: 'ptshare RFC v2, patch 3: failures of setting up the sharing all come back as ENOMEM.',
  rules: ['ineligible-succeeds-or-refused'],
  follows: ['success-owed'],
  create: () => new IneligibleEnomem(describe('ineligible-enomem'), new Machine()),
};
