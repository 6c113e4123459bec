import { pageOf } from '../schemas/address.ts';
import type { CallOf } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { EEXIST, EINVAL, ENODEV, ENOMEM } from './answers.ts';
import { alignedPage } from './calls/range.ts';
import type { Machine } from './machine.ts';
import type { Mm } from './mm.ts';
import type { Descriptor } from './process.ts';
import type { Region } from './region.ts';
import { cutsShared } from './take.ts';
import { READ, Vma, WRITE } from './vma.ts';

/** What mmap of a file that stands for a region was asked for; pages. */
export interface WindowRequest {
  readonly pages: number;
  readonly offset: number;
  readonly shared: boolean;
}

/** Where a mapping is wanted. */
type Wish = Pick<CallOf<'mmap'>, 'addr' | 'flags'>;

/** A window on a region from a page of it on (pages, end excluded); it allows whatever the region does. */
export function windowOn({ file }: Region, start: number, end: number, offset: number): Vma {
  return new Vma(start, end, READ | WRITE, true, true, file, offset);
}

/** Where a window on the region behind the descriptor begins, or why there is none. */
export function windowStart(machine: Machine, mm: Mm, call: Wish, { file }: Descriptor, request: WindowRequest): number | Outcome {
  const { region } = file;
  if (region === undefined || !machine.mapsRegionFiles()) return ENODEV;
  const refusal = machine.refusesWindow(region, request);
  if (refusal !== undefined) return refusal;
  const start = placeFor(machine, mm, call, region, request.pages);
  return typeof start === 'number' && !machine.allowsWindowAt(region, start) ? EINVAL : start;
}

/** The address that was asked for, or where there is room for whole entries of the shared level. */
// @rule window-aligned
export function placeFor(machine: Machine, mm: Mm, call: Wish, region: Region, pages: number): number | Outcome {
  const noReplace = call.flags.includes('MAP_FIXED_NOREPLACE');
  if (!noReplace && !call.flags.includes('MAP_FIXED')) return roomFor(machine, mm, call, region, pages);
  const { shift, userPages } = machine.layout;
  const start = alignedPage(call.addr ?? '0x0', shift);
  if (start % machine.unitPages !== 0) return EINVAL;
  if (start + pages > userPages) return ENOMEM;
  if (noReplace) return mm.vmas.isFree(start, start + pages) ? start : EEXIST;
  return cutsShared(machine, mm, start, start + pages) ? EINVAL : start;
}

/** The hint, rounded up, when it is free; else the highest gap. */
function roomFor(machine: Machine, mm: Mm, call: Wish, region: Region, pages: number): number | Outcome {
  const { userPages } = machine.layout;
  const hint = machine.roundHint(region, call.addr === undefined ? 0 : pageOf(call.addr, machine.layout.shift));
  if (hint > 0 && hint + pages <= userPages && mm.vmas.isFree(hint, hint + pages)) return hint;
  const start = mm.vmas.gap(pages, userPages, machine.unitPages);
  return start >= 0 ? start : ENOMEM;
}
