import { Machine, MachineBody } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { describe } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FixedIsHint extends MachineBody {
  override step(call: Call): Outcome {
    if (call.call !== 'mmap' || !call.flags.includes('MAP_FIXED')) return super.step(call);
    return super.step({ ...call, flags: call.flags.filter((flag) => flag !== 'MAP_FIXED') });
  }
}

export const mutant: Mutant = {
  name: 'fixed-is-hint',
  title: 'MAP_FIXED where something is mapped already goes elsewhere.',
  source: 'msharefs v3 (August 2025): where a window overlaps, the next free place is taken; with MAP_FIXED that is wrong.',
  rules: ['mmap-address'],
  follows: ['partial-munmap-refused', 'errno-permitted'],
  create: () => new FixedIsHint(describe('fixed-is-hint'), new Machine()),
};
