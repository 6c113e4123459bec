import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { DONE, EACCES, EINVAL, ENOMEM } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import { flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';
import { protOf } from './prot.ts';
import { alignedPage, pagesOf } from './range.ts';

interface ProtectPlan extends Plan {
  readonly gather: Gather;
  readonly mm: Mm;
  readonly start: number;
  readonly end: number;
  readonly prot: number;
}

/** ASSUME q-mprotect-hole: over a hole nothing is changed. */
export const mprotect: CallKind<CallOf<'mprotect'>, ProtectPlan> = {
  decode(machine, process, call) {
    const { shift } = machine.layout;
    const start = alignedPage(call.addr, shift);
    if (start < 0 || machine.cutsHugePage(call.length)) return EINVAL;
    const end = start + pagesOf(call.length, shift);
    if (start === end) return DONE;
    if (!process.mm.vmas.covers(start, end)) return ENOMEM;
    const prot = protOf(call.prot);
    const refusal = forbidden(machine, process.mm, start, end, prot);
    return refusal ?? { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), mm: process.mm, start, end, prot };
  },
  stages: [
    {
      label: 'change-entries',
      run(machine, plan) {
        changeRange(machine, plan);
        return undefined;
      },
    },
    flushStage,
    ...leaveRegionStages,
    freeStage,
  ],
};

function forbidden(machine: Machine, mm: Mm, start: number, end: number, prot: number): Outcome | undefined {
  for (const vma of mm.vmas.within(start, end)) {
    if (vma.region !== undefined && !machine.allowsWindowProtection(vma)) return EINVAL;
    if (!machine.allowsProtection(vma, prot)) return EACCES;
  }
  return undefined;
}

/** Changing one VMA may split it, so the next is looked up by address. */
function changeRange(machine: Machine, plan: ProtectPlan): void {
  for (let page = plan.start; page < plan.end;) {
    const vma = plan.mm.vmas.find(page);
    if (vma === undefined) return;
    const end = Math.min(plan.end, vma.end);
    machine.protect(plan.mm, vma, page, end, plan.prot, plan.gather);
    page = end;
  }
}
