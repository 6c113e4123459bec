import type { CallOf } from '../../schemas/contract.ts';
import { DONE, ENOMEM } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Process } from '../process.ts';
import type { CallKind } from '../stage.ts';
import { leaveStages } from './exit.ts';
import type { LeavePlan } from './exit.ts';

/** The process gets an empty mm; descriptors opened with O_CLOEXEC go. */
export const exec: CallKind<CallOf<'exec'>, LeavePlan> = {
  decode(machine, process, call) {
    if (!machine.reserve(1, 0)) return ENOMEM;
    const { mm } = process;
    const regions = machine.regionsOf(process);
    return { outcome: DONE, gather: new Gather(mm.id, call.cpu ?? 0), process, mm, regions };
  },
  stages: [
    ...leaveStages((machine, process, gather) => machine.closeRegions(process, ({ closeOnExec }) => closeOnExec, gather)),
    {
      label: 'begin',
      run(machine, { process }) {
        process.mm = machine.createMm(process.name);
        closeOnExec(process);
        return undefined;
      },
    },
  ],
};

function closeOnExec(process: Process): void {
  for (const [name, descriptor] of process.descriptors) {
    if (descriptor.closeOnExec) process.descriptors.delete(name);
  }
}
