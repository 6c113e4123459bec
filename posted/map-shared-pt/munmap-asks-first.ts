import { isPlan } from '../../reference/index.ts';
import type { Machine, Plan, Process, Stage, Vma } from '../../reference/index.ts';
import type { Detour } from '../../mutants/manual.ts';
import { offsetOf, pageOf, pagesCovering } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { Hazard } from '../hazard.ts';

interface AskedPlan extends Plan {
  /** The first VMA of the range is private, so nothing is counted. */
  unasked?: boolean;
}

const decode: Detour['decode'] = (usual) => (machine, process, call) => {
  const met = firstMet(machine, process, call as CallOf<'munmap'>);
  if (met === undefined) return usual(machine, process, call);
  const { first, start, end } = met;
  const { region } = first;
  if (region !== undefined && (region.start !== start || region.start + region.pages !== end))
    return { result: 'refused', errno: 'EINVAL' };
  const plan: AskedPlan | ReturnType<typeof usual> = usual(machine, process, call);
  if (isPlan(plan) && region === undefined) (plan as AskedPlan).unasked = true;
  return plan;
};

/** The first VMA that a range in order meets. */
function firstMet({ layout }: Machine, { mm }: Process, call: CallOf<'munmap'>): { first: Vma; start: number; end: number } | undefined {
  if (offsetOf(call.addr, layout.shift) !== 0) return undefined;
  const start = pageOf(call.addr, layout.shift);
  const end = start + pagesCovering(call.length, layout.shift);
  const first = mm.vmas.all[mm.vmas.indexFrom(start)];
  return first === undefined || first.start >= end ? undefined : { first, start, end };
}

function uncounted(usual: Stage<Plan>): Stage<Plan>['run'] {
  return (machine, plan) => {
    const next = usual.run(machine, plan);
    if ((plan as AskedPlan).unasked === true) plan.gather?.detached.splice(0);
    return next;
  };
}

export const munmapAsksFirst: Hazard = {
  id: 'munmap-asks-first',
  title:
    'munmap asks the first VMA of its range alone whether it is shared: behind a private one a shared mapping is cut, and not counted out.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: (Base) =>
    class MunmapAsksFirst extends Base {
      override allowsPartialUnmap(): boolean {
        return true;
      }
    },
  detours: [
    { calls: ['munmap'], decode, stages: (stages) => stages.map((s) => (s.label === 'change-entries' ? { ...s, run: uncounted(s) } : s)) },
  ],
};
