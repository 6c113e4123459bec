import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBADF, ESRCH } from '../answers.ts';
import type { Descriptor, Process } from '../process.ts';
import type { CallKind, Plan } from '../stage.ts';

interface PassPlan extends Plan {
  readonly to: Process;
  readonly as: string;
  readonly descriptor: Descriptor;
}

/** The receiver gets a descriptor of its own for the same open file. */
export const passFd: CallKind<CallOf<'pass-fd'>, PassPlan> = {
  decode(machine, process, call) {
    const held = process.descriptors.get(call.fd);
    if (held === undefined) return EBADF;
    const to = machine.processes.get(call.to);
    if (to === undefined) return ESRCH;
    return { outcome: DONE, gather: undefined, to, as: call.as, descriptor: { ...held, closeOnExec: false } };
  },
  stages: [
    {
      label: 'receive',
      run(_machine, { to, as, descriptor }) {
        to.descriptors.set(as, descriptor);
        return undefined;
      },
    },
  ],
};
