import { ensureTable, fillEntry, isBeyondEnd } from '../reference/index.ts';
import type { AccessPlan, Machine, Plan, Stage, Vma } from '../reference/index.ts';
import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

interface KeepingPlan extends AccessPlan {
  vma?: Vma;
}

/** The mapping is looked up once, when the fault is checked. */
function keeping(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  return usual.map((stage) => {
    if (stage.label === 'check') return { ...stage, run: (machine: Machine, plan: Plan) => check(stage, machine, plan as KeepingPlan) };
    if (stage.label === 'fill') return { ...stage, run: (machine: Machine, plan: Plan) => fill(machine, plan as KeepingPlan) };
    return stage.label === 'link' ? { ...stage, run: () => undefined } : stage;
  });
}

function check(usual: Stage<Plan>, machine: Machine, plan: KeepingPlan): ReturnType<Stage<Plan>['run']> {
  const vma = machine.mm(plan.mm).vmas.find(plan.page);
  if (vma !== undefined) plan.vma = vma;
  return usual.run(machine, plan);
}

function fill(machine: Machine, plan: KeepingPlan): undefined {
  const mm = machine.mm(plan.mm);
  const { vma, page } = plan;
  const ruling = vma === undefined ? undefined : machine.rulingVma(vma, page);
  if (vma === undefined || ruling === undefined || isBeyondEnd(ruling, page + vma.delta)) return;
  const leaf = ensureTable(machine, vma.region?.host ?? mm, page + vma.delta, 1);
  if (vma.region !== undefined) machine.link(mm, page, leaf);
  fillEntry(machine, mm, leaf, ruling, page + vma.delta, plan);
}

export const mutant: Mutant = {
  name: 'fault-keeps-vma',
  title: 'A fault goes on with the mapping that it has found, although another thread has unmapped it meanwhile.',
  source: 'Dave Hansen on the first series of mshare (2022): mappings are looked up, the lock is dropped, and they are used again.',
  rules: ['reached-only-by-sharers'],
  follows: ['detached-unreachable', 'baseline-returns'],
  create: () => bodyWith('fault-keeps-vma', [{ calls: ['load', 'store'], stages: keeping, locks: without('mm-read', ['link', 'fill']) }]),
};
