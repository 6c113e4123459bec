import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EINVAL } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { CallKind } from '../stage.ts';
import { munmap } from './munmap.ts';
import type { UnmapPlan } from './munmap.ts';
import { alignedPage, pagesOf } from './range.ts';

/** One window, the whole of it. */
export const mshareDetach: CallKind<CallOf<'mshare_detach'>, UnmapPlan> = {
  decode(machine, { mm }, call) {
    const { shift } = machine.layout;
    const start = alignedPage(call.addr, shift);
    const vma = mm.vmas.find(start);
    if (vma?.region === undefined || vma.start !== start || vma.end !== start + pagesOf(call.size, shift)) return EINVAL;
    return { outcome: DONE, gather: new Gather(mm.id, call.cpu ?? 0), mm, start, end: vma.end };
  },
  stages: munmap.stages,
};
