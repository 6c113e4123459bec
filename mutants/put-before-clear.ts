import type { Gather, Machine, Mm, Plan, Stage } from '../reference/index.ts';
import { bodyWith } from './manual.ts';
import type { Mutant } from './mutant.ts';

/** What munmap plans. */
interface UnmapPlan extends Plan {
  readonly gather: Gather;
  readonly mm: Mm;
  readonly start: number;
  readonly end: number;
}

/** The tables go first, then the entries that lead to them. */
function putFirst(usual: readonly Stage<Plan>[]): readonly Stage<Plan>[] {
  const at = (label: string): Stage<Plan>[] => usual.filter((stage) => stage.label === label);
  const put: Stage<Plan> = { label: 'drop-reference', run: (machine, plan) => drop(machine, plan as UnmapPlan) };
  const free = at('free').map((stage) => ({ label: stage.label, run: (machine: Machine, plan: Plan) => freeAll(stage, machine, plan) }));
  return [put, ...free, ...at('change-entries'), ...at('flush'), ...at('free')];
}

function drop(machine: Machine, { gather, mm, start, end }: UnmapPlan): undefined {
  for (const { region, start: from, end: to } of mm.vmas.all) {
    if (region === undefined || from < start || to > end) continue;
    machine.detach(region, mm, gather);
    machine.endIfUnused(region, gather);
  }
}

function freeAll(stage: Stage<Plan>, machine: Machine, plan: Plan): ReturnType<Stage<Plan>['run']> {
  const next = stage.run(machine, plan);
  plan.gather?.frames.splice(0);
  plan.gather?.tables.splice(0);
  plan.gather?.flushes.splice(0);
  return next;
}

export const mutant: Mutant = {
  name: 'put-before-clear',
  title: 'The last one to unmap puts the tables first and clears its entries afterwards: in between its other threads walk what is freed.',
  source: 'Anolis OS, pgtable_share.c: the table is put, then the upper entry is cleared.',
  rules: ['table-alive-while-linked', 'cached-table-alive'],
  follows: ['detached-unreachable', 'reattach-fresh'],
  create: () => bodyWith('put-before-clear', [{ calls: ['munmap'], stages: putFirst }]),
};
