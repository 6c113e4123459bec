import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBUSY } from '../answers.ts';
import type { CallKind, Plan } from '../stage.ts';

/** msharefs appears at its place in the tree of files. */
export const mount: CallKind<CallOf<'mount'>, Plan> = {
  decode(machine) {
    return machine.msharefs.mounted ? EBUSY : { outcome: DONE, gather: undefined };
  },
  stages: [
    {
      label: 'mount',
      run(machine) {
        machine.msharefs.mount(machine.mapsRegionFiles());
        return undefined;
      },
    },
  ],
};
