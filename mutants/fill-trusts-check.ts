import { ensureTable, fillEntry, isBeyondEnd } from '../reference/index.ts';
import type { AccessPlan, Machine, Plan, Stage } from '../reference/index.ts';
import { bodyWith } from './manual.ts';
import type { Mutant } from './mutant.ts';

interface TrustingPlan extends AccessPlan {
  /** The protection at the check. */
  prot?: number;
}

function trusting(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  return usual.map((stage) => {
    if (stage.label === 'check') return { ...stage, run: (machine: Machine, plan: Plan) => check(stage, machine, plan as TrustingPlan) };
    if (stage.label === 'fill') return { ...stage, run: (machine: Machine, plan: Plan) => fill(stage, machine, plan as TrustingPlan) };
    return stage;
  });
}

function check(usual: Stage<Plan>, machine: Machine, plan: TrustingPlan): ReturnType<Stage<Plan>['run']> {
  const vma = machine.mm(plan.mm).vmas.find(plan.page);
  const ruling = vma === undefined ? undefined : machine.rulingVma(vma, plan.page);
  if (ruling !== undefined) plan.prot = ruling.prot;
  return usual.run(machine, plan);
}

function fill(usual: Stage<Plan>, machine: Machine, plan: TrustingPlan): ReturnType<Stage<Plan>['run']> {
  const mm = machine.mm(plan.mm);
  const vma = mm.vmas.find(plan.page);
  const ruling = vma === undefined ? undefined : machine.rulingVma(vma, plan.page);
  if (vma?.region === undefined || ruling === undefined) return usual.run(machine, plan);
  const page = plan.page + vma.delta;
  if (isBeyondEnd(ruling, page)) return 'restart';
  const checked = ruling.slice(ruling.start, ruling.end);
  checked.prot = plan.prot ?? ruling.prot;
  fillEntry(machine, mm, ensureTable(machine, vma.region.host, page, 1), checked, page, plan);
  return undefined;
}

export const mutant: Mutant = {
  name: 'fill-trusts-check',
  title: 'A fault fills in the entry with the protection that it has checked, although another sharer has changed it since.',
  source: 'Review of the third mshare series: nothing keeps the host from changing between the check of a guest’s fault and its fill.',
  rules: ['entry-obeys-protection'],
  follows: ['protect-reaches-sharers'],
  create: () => bodyWith('fill-trusts-check', [{ calls: ['load', 'store'], stages: trusting }]),
};
