import { replacing } from '../../mutants/manual.ts';
import type { MmapPlan, Plan, Stage } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

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

export const failureKeepsMapping: Hazard = {
  id: 'failure-keeps-mapping',
  title: 'Where there is no memory for the host, mmap answers ENOMEM and leaves the mapping that it has made.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: (Base) =>
    class FailureKeepsMapping extends Base {
      override mayNeedHost(): boolean {
        return false;
      }
    },
  detours: [{ calls: ['mmap'], stages: replacing('lookup', lookup) }],
};
