import type { CallOf } from '../../schemas/contract.ts';
import { DONE } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import type { Process } from '../process.ts';
import type { Region } from '../region.ts';
import { flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan, Stage } from '../stage.ts';
import { releaseUnnamed, unmapRange } from '../unmap.ts';

export interface LeavePlan extends Plan {
  readonly gather: Gather;
  readonly process: Process;
  readonly mm: Mm;
  /** Regions that it has a descriptor of, or that it made. */
  readonly regions: readonly Region[];
}

/** The mm loses everything, its top table included, and every CPU forgets it. `giveUp`: what else the process loses of regions. */
export function leaveStages(giveUp: (machine: Machine, process: Process, gather: Gather) => void): readonly Stage<LeavePlan>[] {
  return [
    {
      label: 'give-up-regions',
      idle: ({ regions }) => regions.length === 0,
      run(machine, { process, gather }) {
        giveUp(machine, process, gather);
        return undefined;
      },
    },
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
}

function empty(machine: Machine, mm: Mm, gather: Gather): void {
  machine.releaseMappings(mm, gather);
  unmapRange(machine, mm, 0, machine.layout.span(machine.layout.levels), gather);
  releaseUnnamed(machine, mm.vmas.all.splice(0), gather);
  gather.tables.push(mm.root.id);
}

/** ASSUME: what a region holds goes with the process that made it, not with one of its threads. */
export const exit: CallKind<CallOf<'exit'>, LeavePlan> = {
  decode(machine, process, call) {
    const { mm } = process;
    const regions = machine.regionsOf(process);
    return { outcome: DONE, gather: new Gather(mm.id, call.cpu ?? 0), process, mm, regions };
  },
  stages: [
    ...leaveStages((machine, process, gather) => {
      machine.endOwned(process, gather);
      machine.closeRegions(process, () => true, gather);
    }),
    {
      label: 'end',
      run(machine, plan) {
        machine.processes.delete(plan.process.name);
        return undefined;
      },
    },
  ],
};
