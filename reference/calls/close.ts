import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBADF } from '../answers.ts';
import type { File } from '../file.ts';
import { Gather } from '../gather.ts';
import type { Process } from '../process.ts';
import { forsakeStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';

interface ClosePlan extends Plan {
  readonly process: Process;
  readonly fd: string;
  readonly file: File;
}

/** Mappings hold the file by themselves. */
// @rule close-keeps-mapping
export const close: CallKind<CallOf<'close'>, ClosePlan> = {
  decode(_machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined) return EBADF;
    const gather = descriptor.file.kind === 'region' ? new Gather(process.mm.id, call.cpu ?? 0) : undefined;
    return { outcome: DONE, gather, process, fd: call.fd, file: descriptor.file };
  },
  stages: [
    {
      label: 'close',
      run(machine, { process, fd, gather }) {
        const region = process.descriptors.get(fd)?.file.region;
        process.descriptors.delete(fd);
        if (region !== undefined && gather !== undefined) machine.forsake(region, process, gather);
        return undefined;
      },
    },
    ...forsakeStages(),
  ],
  files: ({ file }) => (file.kind === 'region' ? [file] : []),
};
