import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { DONE, EACCES, EINVAL, ENOMEM } from '../answers.ts';
import type { File } from '../file.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import { flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan, Stage } from '../stage.ts';
import type { Vma } from '../vma.ts';
import { alignedPage, pagesOf } from './range.ts';

export interface AdvicePlan extends Plan {
  readonly gather: Gather;
  readonly mm: Mm;
  readonly start: number;
  readonly end: number;
  readonly remove: boolean;
}

export const adviceStages: readonly Stage<AdvicePlan>[] = [
  {
    label: 'change-entries',
    run(machine, plan) {
      advise(machine, plan);
      return undefined;
    },
  },
  flushStage,
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
    const remove = call.advice === 'MADV_REMOVE';
    if (!mm.vmas.covers(start, end)) return ENOMEM;
    const refusal = sealed(machine, mm, start, end) ?? (remove ? irremovable(mm, start, end) : undefined);
    return refusal ?? { outcome: DONE, gather: new Gather(mm.id, call.cpu ?? 0), mm, start, end, remove };
  },
  stages: adviceStages,
  files: filesAdvised,
};

/** Advice on a window is refused where the window decides nothing. */
function sealed(machine: Machine, mm: Mm, start: number, end: number): Outcome | undefined {
  for (const vma of mm.vmas.within(start, end)) {
    if (vma.region !== undefined && !machine.allowsWindowAdvice(vma)) return EINVAL;
  }
  return undefined;
}

/** MADV_REMOVE needs shared mappings of files that may be written. */
export function irremovable(mm: Mm, start: number, end: number): Outcome | undefined {
  for (const vma of mm.vmas.within(start, end)) {
    if (!vma.shared || vma.file === undefined || vma.file.name === null || vma.file.kind !== 'ordinary') return EINVAL;
    if (!vma.mayWrite) return EACCES;
  }
  return undefined;
}

/** The files that a hole is made in. */
export function filesAdvised({ mm, start, end, remove }: AdvicePlan): File[] {
  if (!remove) return [];
  return mm.vmas.within(start, end).flatMap((vma) => vma.file ?? []);
}

function advise(machine: Machine, plan: AdvicePlan): void {
  for (const vma of plan.mm.vmas.within(plan.start, plan.end)) {
    adviseVma(machine, plan, vma, Math.max(plan.start, vma.start), Math.min(plan.end, vma.end));
  }
}

function adviseVma(machine: Machine, plan: AdvicePlan, vma: Vma, start: number, end: number): void {
  if (!plan.remove) machine.discard(plan.mm, vma, start, end, plan.gather);
  else if (vma.file !== undefined) machine.removePages(vma.file, vma.filePage(start), vma.filePage(end), plan.gather);
}
