import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBUSY, EINVAL } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import { forsakeStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';

interface UmountPlan extends Plan {
  readonly gather: Gather;
}

/** Takes msharefs out of the tree, and with it every region that it still names. */
export const umount: CallKind<CallOf<'umount'>, UmountPlan> = {
  decode(_machine, process, call) {
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0) };
  },
  stages: [
    {
      label: 'umount',
      run(machine, plan) {
        const { gather } = plan;
        if (!machine.msharefs.mounted || isBusy(machine)) {
          plan.outcome = machine.msharefs.mounted ? EBUSY : EINVAL;
          return 'done';
        }
        machine.msharefs.umount();
        gather.forsaken.push(...machine.regions);
        return undefined;
      },
    },
    ...forsakeStages(),
  ],
};

/** Is a file of it open or mapped? */
function isBusy(machine: Machine): boolean {
  if (machine.regions.some(({ sharers }) => sharers > 0)) return true;
  const processes = [...machine.processes.values()];
  return processes.some(({ descriptors }) => [...descriptors.values()].some(({ file }) => file.kind !== 'ordinary'));
}
