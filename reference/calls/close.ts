import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBADF } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Process } from '../process.ts';
import { forsakeStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';

interface ClosePlan extends Plan {
  readonly gather: Gather;
  readonly process: Process;
  readonly fd: string;
}

/** Mappings hold the file by themselves. */
// @rule close-keeps-mapping
export const close: CallKind<CallOf<'close'>, ClosePlan> = {
  decode(_machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined) return EBADF;
    const { kind, region } = descriptor.file;
    const gather = new Gather(process.mm.id, call.cpu ?? 0);
    return { outcome: DONE, gather, process, fd: call.fd, region: kind === 'region' ? region : undefined };
  },
  stages: [
    {
      label: 'close',
      run(machine, { process, fd, region, gather }) {
        process.descriptors.delete(fd);
        if (region !== undefined) machine.forsake(region, process, gather);
        return undefined;
      },
    },
    ...forsakeStages(),
  ],
};
