import type { Machine, Plan, Region, Stage } from '../reference/index.ts';
import { bodyWith, without } from './manual.ts';
import type { Mutant } from './mutant.ts';

interface LeavingPlan extends Plan {
  last?: Set<Region>;
}

function test(_machine: Machine, plan: LeavingPlan): undefined {
  plan.last = new Set(plan.gather?.detached.map(({ region }) => region).filter(({ sharers }) => sharers === 1));
}

function drop(machine: Machine, plan: LeavingPlan): undefined {
  const { gather } = plan;
  if (gather === undefined) return;
  for (const { region, mm } of gather.detached) {
    machine.detach(region, mm, gather);
    if (plan.last?.has(region) === true) machine.endIfUnused(region, gather);
  }
}

/** The question whether this is the last one, and the count, apart and without a lock. */
function apart(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  return usual.map((stage) => {
    if (stage.label === 'drop-reference') return { ...stage, run: test };
    return stage.label === 'free-host' ? { ...stage, run: drop } : stage;
  });
}

const LEAVE = ['drop-reference', 'free-host'];

export const mutant: Mutant = {
  name: 'count-tested-first',
  title: 'Who leaves asks whether others share, and counts itself out later: two who leave at once both see the other.',
  source: 'Dave McCracken’s shared page tables, 2005: the map count was read, and decremented afterwards.',
  rules: ['last-out-frees'],
  follows: ['reattach-fresh'],
  create: () => bodyWith('count-tested-first', [{ calls: ['munmap', 'exit', 'exec'], stages: apart, locks: without('file', LEAVE) }]),
};
