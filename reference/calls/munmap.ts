import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EINVAL } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Mm } from '../mm.ts';
import { flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';
import { alignedPage, pagesOf } from './range.ts';
import { cutsShared, takeMappings } from '../take.ts';

export interface UnmapPlan extends Plan {
  readonly gather: Gather;
  readonly mm: Mm;
  readonly start: number;
  readonly end: number;
}

/** ASSUME q-wider-munmap: a range that covers a shared mapping and more is unmapped, the shared mapping detached. */
export const munmap: CallKind<CallOf<'munmap'>, UnmapPlan> = {
  decode(machine, process, call) {
    const { shift, userPages } = machine.layout;
    const start = alignedPage(call.addr, shift);
    const pages = pagesOf(call.length, shift);
    if (start < 0 || pages === 0 || start + pages > userPages || machine.cutsHugePage(call.length)) return EINVAL;
    if (cutsShared(machine, process.mm, start, start + pages)) return EINVAL;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), mm: process.mm, start, end: start + pages };
  },
  stages: [
    {
      label: 'change-entries',
      run(machine, plan) {
        takeMappings(machine, plan.mm, plan.start, plan.end, plan.gather);
        return undefined;
      },
    },
    flushStage,
    ...leaveRegionStages,
    freeStage,
  ],
};
