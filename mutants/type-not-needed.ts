import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

const TYPES = new Set<string>(['MAP_SHARED', 'MAP_PRIVATE', 'MAP_SHARED_VALIDATE']);

class TypeNotNeeded extends MachineBody {
  override step(call: Call): Outcome {
    if (call.call !== 'mmap' || !call.flags.includes('MAP_SHARED_PT') || call.flags.some((flag) => TYPES.has(flag)))
      return super.step(call);
    return super.step({ ...call, flags: [...call.flags, 'MAP_SHARED'] });
  }
}

export const mutant: Mutant = {
  name: 'type-not-needed',
  title: 'MAP_SHARED_PT alone is taken for MAP_SHARED.',
  source: 'ptshare RFC v2, patch 3: the check of the mapping type is a mask, and what passes it need not name a type.',
  rules: ['share-type-required'],
  follows: ['errno-permitted'],
  create: () => new TypeNotNeeded(describe('type-not-needed'), new Machine()),
};
