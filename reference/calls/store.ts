import type { CallOf } from '../../schemas/contract.ts';
import { accessPlan, accessStages } from '../access.ts';
import type { AccessPlan } from '../access.ts';
import type { CallKind } from '../stage.ts';

export const store: CallKind<CallOf<'store'>, AccessPlan> = {
  decode(machine, process, call) {
    return accessPlan(machine, process.mm, call.cpu ?? 0, call.addr, call.value);
  },
  stages: accessStages,
};
