import { Machine } from '../reference/index.ts';
import type { MmapPlan, Plan, Stage } from '../reference/index.ts';
import { bodyWith, replacing } from './manual.ts';
import type { Detour } from './manual.ts';
import type { MachineClass, Mutant } from './mutant.ts';

export const hostFailureLeavesMapping = (Base: MachineClass): MachineClass =>
  class HostFailureLeavesMapping extends Base {
    override mayNeedHost(): boolean {
      return false;
    }
  };

/** The host is asked for when the mapping stands. */
function lookup(usual: Stage<Plan>): Stage<Plan>['run'] {
  return (machine, plan) => {
    const { request } = plan as MmapPlan;
    const begins = machine.eligible(request) && request.file?.region === undefined;
    if (!begins || machine.reserve(1, 0)) return usual.run(machine, plan);
    plan.outcome = { result: 'refused', errno: 'ENOMEM' };
    return 'done';
  };
}

/** The way that mmap goes then. */
export const hostAskedLate: Detour = { calls: ['mmap'], stages: replacing('lookup', lookup) };

export const mutant: Mutant = {
  name: 'host-failure-leaves-mapping',
  title: 'Without memory for the host mmap answers ENOMEM, and the mapping stands all the same.',
  source: 'ptshare RFC v2, patch 3: the host is made after the mapping, and its failure is returned without taking the mapping back.',
  rules: ['fault-owed'],
  follows: [
    'fault-fills-host',
    'guest-entry-empty-or-host',
    'reached-only-by-sharers',
    'share-count-exact',
    'baseline-returns',
    'failed-call-changes-nothing',
  ],
  create: () => bodyWith('host-failure-leaves-mapping', [hostAskedLate], new (hostFailureLeavesMapping(Machine))()),
};
