import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class RefusedButMapped extends MachineBody {
  override step(call: Call): Outcome {
    const outcome = super.step(call);
    const types = call.call === 'mmap' && outcome.result === 'refused' && outcome.errno === 'EOPNOTSUPP' ? call.flags : undefined;
    if (types === undefined || call.call !== 'mmap') return outcome;
    super.step({ ...call, flags: types.map((flag) => (flag === 'MAP_SHARED_VALIDATE' ? 'MAP_SHARED' : flag)) });
    return outcome;
  }
}

export const mutant: Mutant = {
  name: 'refused-but-mapped',
  title: 'mmap answers with an error after the mapping has been made.',
  source: 'ptshare RFC v2, patch 3: when the region cannot be set up, ENOMEM is returned and the VMA stays.',
  rules: ['failed-call-changes-nothing'],
  follows: ['reached-only-by-sharers', 'share-count-exact', 'baseline-returns', 'fault-owed'],
  create: () => new RefusedButMapped(describe('refused-but-mapped'), new Machine()),
};
