import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { DONE, EACCES, EINVAL, ENOMEM } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import { freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Hole, Plan, Stage } from '../stage.ts';
import { alignedPage, pagesOf } from './range.ts';

export interface AdvicePlan extends Plan {
  readonly gather: Gather;
  readonly mm: Mm;
  readonly start: number;
  readonly end: number;
  /** What is to be removed; undefined: the pages are only given up. */
  readonly holes: readonly Hole[] | undefined;
}

export const adviceStages: readonly Stage<AdvicePlan>[] = [
  {
    label: 'change-entries',
    run(machine, plan) {
      if (plan.holes === undefined) discard(machine, plan);
      else for (const { file, start, end } of plan.holes) machine.removePages(file, start, end, plan.gather);
      // At once: what one CPU stores to the new page and another through its old translation would be in no order.
      machine.flushAll(plan.gather);
      return undefined;
    },
  },
  ...leaveRegionStages,
  freeStage,
];

export const madvise: CallKind<CallOf<'madvise'>, AdvicePlan> = {
  decode(machine, process, call) {
    const { shift } = machine.layout;
    const start = alignedPage(call.addr, shift);
    if (start < 0) return EINVAL;
    const end = start + pagesOf(call.length, shift);
    if (start === end) return DONE;
    const { mm } = process;
    if (!mm.vmas.covers(start, end)) return ENOMEM;
    const refusal = sealed(machine, mm, start, end);
    if (refusal !== undefined) return refusal;
    const holes = call.advice === 'MADV_REMOVE' ? holesOf(mm, start, end) : undefined;
    return holes !== undefined && 'result' in holes
      ? holes
      : { outcome: DONE, gather: new Gather(mm.id, call.cpu ?? 0), mm, start, end, holes };
  },
  stages: adviceStages,
};

/** Advice on a window is refused where the window decides nothing. */
function sealed(machine: Machine, mm: Mm, start: number, end: number): Outcome | undefined {
  for (const vma of mm.vmas.within(start, end)) {
    if (vma.region !== undefined && !machine.allowsWindowAdvice(vma)) return EINVAL;
  }
  return undefined;
}

/** What MADV_REMOVE takes away: it needs shared mappings of files that may be written. */
export function holesOf(mm: Mm, start: number, end: number): readonly Hole[] | Outcome {
  const holes: Hole[] = [];
  for (const vma of mm.vmas.within(start, end)) {
    const { file } = vma;
    if (!vma.shared || file?.kind !== 'ordinary' || file.name === null) return EINVAL;
    if (!vma.mayWrite) return EACCES;
    holes.push({ file, start: vma.filePage(Math.max(start, vma.start)), end: vma.filePage(Math.min(end, vma.end)) });
  }
  return holes;
}

function discard(machine: Machine, { mm, start, end, gather }: AdvicePlan): void {
  for (const vma of mm.vmas.within(start, end)) machine.discard(mm, vma, Math.max(start, vma.start), Math.min(end, vma.end), gather);
}
