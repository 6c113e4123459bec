import { TARGET_SHIFT } from '../reference/index.ts';
import type { AccessPlan, Machine, Plan, Stage } from '../reference/index.ts';
import { bodyWith } from './manual.ts';
import type { Mutant } from './mutant.ts';

interface DecidedPlan extends AccessPlan {
  /** The frame to be copied, decided when the fault was checked. */
  source?: number;
}

function deciding(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  return usual.map((stage) => {
    if (stage.label === 'check') return { ...stage, run: (machine: Machine, plan: Plan) => check(stage, machine, plan as DecidedPlan) };
    if (stage.label === 'fill') return { ...stage, run: (machine: Machine, plan: Plan) => fill(stage, machine, plan as DecidedPlan) };
    return stage;
  });
}

function check(usual: Stage<Plan>, machine: Machine, plan: DecidedPlan): ReturnType<Stage<Plan>['run']> {
  delete plan.source;
  const mm = machine.mm(plan.mm);
  const vma = mm.vmas.find(plan.page);
  const entry = machine.descend(mm, plan.page, 1)?.get(plan.page & machine.layout.mask) ?? 0;
  const frame = entry >>> TARGET_SHIFT;
  if (vma?.shared === false && plan.value >= 0 && frame !== 0 && machine.frames.at(frame).refs > 1) plan.source = frame;
  return usual.run(machine, plan);
}

/** Copies what was to be copied at the check, whatever stands there now. */
function fill(usual: Stage<Plan>, machine: Machine, plan: DecidedPlan): ReturnType<Stage<Plan>['run']> {
  const leaf = machine.descend(machine.mm(plan.mm), plan.page, 1);
  if (plan.source === undefined || leaf === undefined) return usual.run(machine, plan);
  const index = plan.page & machine.layout.mask;
  const now = machine.frames.at(leaf.get(index) >>> TARGET_SHIFT);
  const next = usual.run(machine, plan);
  const after = machine.frames.at(leaf.get(index) >>> TARGET_SHIFT);
  if (now.id !== plan.source) machine.frames.copy(machine.frames.at(plan.source), after);
  return next;
}

export const mutant: Mutant = {
  name: 'cow-decided-early',
  title:
    'Whether a private page must be copied is decided before the copy: of two threads that store at once, the later copy loses what the earlier one stored.',
  source: 'On-demand-fork, the version of the paper: the entry was read before its lock was taken, and the old value acted upon.',
  rules: ['private-copy-private'],
  create: () => bodyWith('cow-decided-early', [{ calls: ['load', 'store'], stages: deciding }]),
};
