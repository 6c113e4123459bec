import type { CallOf } from '../../schemas/contract.ts';
import { accessPlan, accessStages } from '../access.ts';
import type { AccessPlan } from '../access.ts';
import type { CallKind } from '../stage.ts';

export const load: CallKind<CallOf<'load'>, AccessPlan> = {
  decode(machine, process, call) {
    return accessPlan(machine, process.mm, call.cpu ?? 0, call.addr, -1);
  },
  stages: accessStages,
};
