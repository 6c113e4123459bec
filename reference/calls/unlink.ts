import type { CallOf } from '../../schemas/contract.ts';
import { DONE, notHere, ENOENT } from '../answers.ts';
import type { File } from '../file.ts';
import { Gather } from '../gather.ts';
import type { Process } from '../process.ts';
import { forsakeStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';

interface UnlinkPlan extends Plan {
  readonly gather: Gather;
  readonly process: Process;
  readonly file: File;
}

/** The name goes at once, the region with the last that refers to it. Names of ordinary files stay: no trace says more of them. */
export const unlink: CallKind<CallOf<'unlink'>, UnlinkPlan> = {
  decode(machine, process, call) {
    if (machine.files.has(call.file)) return notHere(call.call);
    const file = machine.msharefs.names.get(call.file);
    if (file === undefined) return ENOENT;
    return machine.refusesUnlink(file) ?? { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), process, file };
  },
  stages: [
    {
      label: 'unlink',
      run(machine, plan) {
        const { process, file, gather } = plan;
        if (!machine.msharefs.holds(file)) {
          plan.outcome = ENOENT;
          return 'done';
        }
        machine.unname(file, process, gather);
        return undefined;
      },
    },
    ...forsakeStages(),
  ],
};
