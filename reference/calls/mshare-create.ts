import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EINVAL, ENOMEM } from '../answers.ts';
import type { Process } from '../process.ts';
import type { CallKind, Plan } from '../stage.ts';

interface CreatePlan extends Plan {
  readonly process: Process;
  readonly as: string;
  readonly closeOnExec: boolean;
}

/** A region that only descriptors lead to; the process that makes it is its owner. */
export const mshareCreate: CallKind<CallOf<'mshare_create'>, CreatePlan> = {
  decode(machine, process, { flags, as }) {
    if (flags.some((flag) => flag !== 'O_CLOEXEC')) return EINVAL;
    if (!machine.reserve(1, 0)) return ENOMEM;
    return { outcome: DONE, gather: undefined, process, as, closeOnExec: flags.length > 0 };
  },
  stages: [
    {
      label: 'create',
      run(machine, { process, as, closeOnExec }) {
        const { file } = machine.createNamed(machine.nextName(), process);
        process.descriptors.set(as, { file, readable: true, writable: true, closeOnExec, cursor: { at: 0 } });
        return undefined;
      },
    },
  ],
};
