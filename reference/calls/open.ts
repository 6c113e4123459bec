import type { CallOf } from '../../schemas/contract.ts';
import { DONE, ENOENT } from '../answers.ts';
import type { Descriptor, Process } from '../process.ts';
import type { CallKind, Plan } from '../stage.ts';

interface OpenPlan extends Plan {
  readonly process: Process;
  readonly as: string;
  readonly descriptor: Descriptor;
}

export const open: CallKind<CallOf<'open'>, OpenPlan> = {
  decode(machine, process, call) {
    const file = machine.files.get(call.file);
    if (file === undefined) return ENOENT;
    const writeOnly = call.flags.includes('O_WRONLY');
    const descriptor: Descriptor = {
      file,
      readable: !writeOnly,
      writable: writeOnly || call.flags.includes('O_RDWR'),
      closeOnExec: call.flags.includes('O_CLOEXEC'),
      cursor: { at: 0 },
    };
    return { outcome: DONE, gather: undefined, process, as: call.as, descriptor };
  },
  stages: [
    {
      label: 'open',
      run(_machine, plan) {
        plan.process.descriptors.set(plan.as, plan.descriptor);
        return undefined;
      },
    },
  ],
};
