import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBADF } from '../answers.ts';
import type { Process } from '../process.ts';
import type { CallKind, Plan } from '../stage.ts';

interface ClosePlan extends Plan {
  readonly process: Process;
  readonly fd: string;
}

/** Mappings hold the file by themselves. */
// @rule close-keeps-mapping
export const close: CallKind<CallOf<'close'>, ClosePlan> = {
  decode(_machine, process, call) {
    return process.descriptors.has(call.fd) ? { outcome: DONE, gather: undefined, process, fd: call.fd } : EBADF;
  },
  stages: [
    {
      label: 'close',
      run(_machine, plan) {
        plan.process.descriptors.delete(plan.fd);
        return undefined;
      },
    },
  ],
};
