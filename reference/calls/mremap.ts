import { toHex } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { EFAULT, EINVAL, ENOMEM } from '../answers.ts';
import type { File } from '../file.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import { flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';
import { moveEntries, tablesToMove } from '../move.ts';
import { alignedPage, pagesOf } from './range.ts';
import { takeMappings, touchesShared } from '../take.ts';

type MremapCall = CallOf<'mremap'>;

/** Pages. */
interface Request {
  readonly from: number;
  readonly oldPages: number;
  readonly newPages: number;
  /** Where MREMAP_FIXED wants it, or -1. */
  readonly fixed: number;
  readonly mayMove: boolean;
}

export interface RemapPlan extends Plan {
  readonly gather: Gather;
  readonly mm: Mm;
  readonly request: Request;
  /** Where the mapping begins afterwards. */
  readonly to: number;
  /** What is moved. */
  readonly file: File | undefined;
}

/** Why a shared mapping may not be moved, or moved over. */
function refusalFor(machine: Machine, mm: Mm, { from, oldPages, fixed, newPages }: Request): Outcome | undefined {
  if (touchesShared(mm, from, from + oldPages)) return machine.remapRefusal(newPages > oldPages);
  return fixed >= 0 && touchesShared(mm, fixed, fixed + newPages) ? machine.remapOntoRefusal() : undefined;
}

/** ASSUME q-mremap: a shared mapping is never moved or resized. */
export const mremap: CallKind<MremapCall, RemapPlan> = {
  decode(machine, process, call) {
    const { mm } = process;
    const request = requestOf(machine, call);
    if ('result' in request) return request;
    const { from, oldPages } = request;
    const refusal = refusalFor(machine, mm, request);
    if (refusal !== undefined) return refusal;
    const vma = mm.vmas.find(from);
    if (vma === undefined || vma.end < from + oldPages) return EFAULT;
    const to = destination(machine, mm, request);
    if (typeof to !== 'number') return to;
    const tables = machine.allowAllocation === undefined || to === from ? 0 : tablesToMove(machine, mm, from, kept(request), to);
    if (!machine.reserve(tables, 0)) return ENOMEM;
    const outcome: Outcome = { result: 'done', addr: toHex(to, 0, machine.layout.shift) };
    return { outcome, gather: new Gather(mm.id, call.cpu ?? 0), mm, request, to, file: vma.file };
  },
  stages: [
    {
      label: 'make-room',
      run(machine, plan) {
        makeRoom(machine, plan);
        return undefined;
      },
    },
    {
      label: 'change-entries',
      run(machine, plan) {
        move(machine, plan);
        return undefined;
      },
    },
    flushStage,
    ...leaveRegionStages,
    freeStage,
  ],
};

function requestOf(machine: Machine, call: MremapCall): Request | Outcome {
  const { shift, userPages } = machine.layout;
  const mayMove = call.flags.includes('MREMAP_MAYMOVE');
  const isFixed = call.flags.includes('MREMAP_FIXED');
  const from = alignedPage(call.addr, shift);
  const fixed = isFixed ? alignedPage(call.newAddr ?? '0x1', shift) : -1;
  const oldPages = pagesOf(call.oldLength, shift);
  const newPages = pagesOf(call.newLength, shift);
  if (from < 0 || newPages === 0 || oldPages === 0) return EINVAL;
  if (machine.hugetlb && newPages > oldPages) return EINVAL;
  if (isFixed && (!mayMove || fixed < 0 || fixed + newPages > userPages || overlap(from, oldPages, fixed, newPages))) return EINVAL;
  return { from, oldPages, newPages, fixed, mayMove };
}

function overlap(a: number, aPages: number, b: number, bPages: number): boolean {
  return a < b + bPages && b < a + aPages;
}

function kept(request: Request): number {
  return Math.min(request.oldPages, request.newPages);
}

function destination(machine: Machine, mm: Mm, request: Request): number | Outcome {
  const { from, oldPages, newPages, fixed } = request;
  if (fixed >= 0) return fixed;
  if (newPages <= oldPages || growsInPlace(machine, mm, request)) return from;
  const gap = request.mayMove ? mm.vmas.gap(newPages, machine.layout.userPages, 1) : -1;
  return gap >= 0 ? gap : ENOMEM;
}

function growsInPlace(machine: Machine, mm: Mm, { from, oldPages, newPages }: Request): boolean {
  return from + newPages <= machine.layout.userPages && mm.vmas.isFree(from + oldPages, from + newPages);
}

/** Unmaps what is in the way and what is cut off. */
function makeRoom(machine: Machine, { mm, request, to, gather }: RemapPlan): void {
  const { from, oldPages, newPages } = request;
  if (request.fixed >= 0) takeMappings(machine, mm, to, to + newPages, gather);
  if (newPages < oldPages) takeMappings(machine, mm, from + newPages, from + oldPages, gather);
}

function move(machine: Machine, { mm, request, to, gather }: RemapPlan): void {
  const { from, newPages } = request;
  if (to === from && newPages <= request.oldPages) return;
  const pages = kept(request);
  machine.leaveRange(mm, from, from + pages, gather);
  for (const vma of mm.vmas.take(from, from + pages)) {
    const moved = vma.slice(vma.start, vma.end);
    moved.start = to;
    moved.end = to + newPages;
    mm.vmas.insert(moved);
  }
  if (to !== from) moveEntries(machine, mm, from, pages, to, gather);
}
