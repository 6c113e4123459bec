import { pageOf } from '../../schemas/address.ts';
import { PRESENT } from '../../schemas/contract.ts';
import type { CallOf } from '../../schemas/contract.ts';
import { byteLoaded } from '../answers.ts';
import type { CallKind, Plan } from '../stage.ts';

/** Walks the process's own tables; no CPU is asked. */
export const present: CallKind<CallOf<'present'>, Plan> = {
  decode(machine, process, call) {
    const page = pageOf(call.addr, machine.layout.shift);
    const entry = machine.descend(process.mm, page, 1)?.get(page & machine.layout.mask) ?? 0;
    return byteLoaded((entry & PRESENT) !== 0 ? 1 : 0);
  },
  stages: [],
};
