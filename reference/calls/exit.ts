import type { CallOf } from '../../schemas/contract.ts';
import { DONE } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import { filesLeft, flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan, Stage } from '../stage.ts';
import { releaseUnnamed, unmapRange } from '../unmap.ts';

export interface LeavePlan extends Plan {
  readonly gather: Gather;
  readonly process: string;
  readonly mm: Mm;
}

/** The mm loses everything, its top table included, and every CPU forgets it. */
export const leaveStages: readonly Stage<LeavePlan>[] = [
  {
    label: 'change-entries',
    run(machine, plan) {
      empty(machine, plan.mm, plan.gather);
      return undefined;
    },
  },
  flushStage,
  ...leaveRegionStages,
  {
    label: 'remove',
    run(machine, plan) {
      machine.removeMm(plan.mm);
      return undefined;
    },
  },
  freeStage,
];

function empty(machine: Machine, mm: Mm, gather: Gather): void {
  machine.releaseMappings(mm, gather);
  unmapRange(machine, mm, 0, machine.layout.span(machine.layout.levels), gather);
  releaseUnnamed(machine, mm.vmas.all.splice(0), gather);
  gather.tables.push(mm.root.id);
}

export const exit: CallKind<CallOf<'exit'>, LeavePlan> = {
  decode(_machine, process, call) {
    const { mm } = process;
    return { outcome: DONE, gather: new Gather(mm.id, call.cpu ?? 0), process: process.name, mm };
  },
  stages: [
    ...leaveStages,
    {
      label: 'end',
      run(machine, plan) {
        machine.processes.delete(plan.process);
        return undefined;
      },
    },
  ],
  files: filesLeft,
};
