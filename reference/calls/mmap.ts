import { pageOf, toHex } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { EACCES, EBADF, EEXIST, EINVAL, ENOMEM, EOPNOTSUPP } from '../answers.ts';
import { File } from '../file.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import type { Descriptor, Process } from '../process.ts';
import type { Region } from '../region.ts';
import type { SharingRequest } from '../sharers.ts';
import { flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';
import { Vma, WRITE } from '../vma.ts';
import { protOf } from './prot.ts';
import { alignedPage, pagesOf } from './range.ts';
import { cutsShared, takeMappings } from '../take.ts';
import { windowStart } from '../windows.ts';

type MmapCall = CallOf<'mmap'>;

export interface MmapPlan extends Plan {
  readonly mm: Mm;
  readonly request: SharingRequest;
  readonly vma: Vma;
  /** What it shares, once that has been looked up. */
  region: Region | undefined;
}

/** MAP_SHARED and MAP_SHARED_VALIDATE share; exactly one type must be named. */
interface MapType {
  readonly shared: boolean;
  readonly validate: boolean;
}

export const mmap: CallKind<MmapCall, MmapPlan> = {
  decode(machine, process, call) {
    const { shift } = machine.layout;
    const pages = pagesOf(call.length, shift);
    const offset = alignedPage(call.offset ?? '0x0', shift);
    if (pages === 0 || offset < 0) return EINVAL;
    const type = typeOf(call);
    if (type === undefined) return EINVAL;
    const flag = call.flags.includes('MAP_SHARED_PT');
    if (flag && type.validate) return EOPNOTSUPP;
    const object = objectOf(process, call, type);
    if (object !== undefined && 'result' in object) return object;
    if (object !== undefined && object.file.kind !== 'ordinary')
      return windowPlan(machine, process, call, { pages, offset, flag, region: object.file.region, ...type }, object);
    const start = placeOf(machine, process.mm, call, pages);
    if (typeof start !== 'number') return start;
    return planFor(machine, process, call, { start, pages, offset, flag, region: undefined, ...type }, object);
  },
  stages: [
    {
      label: 'change-entries',
      run(machine, plan) {
        if (plan.gather !== undefined) takeMappings(machine, plan.mm, plan.vma.start, plan.vma.end, plan.gather);
        return undefined;
      },
    },
    flushStage,
    ...leaveRegionStages,
    freeStage,
    {
      label: 'insert',
      run(machine, plan) {
        growToFit(machine, plan.vma);
        plan.mm.vmas.insert(plan.vma);
        return undefined;
      },
    },
    {
      label: 'lookup',
      run(machine, plan) {
        if (plan.region !== undefined) return enter(machine, plan, plan.region);
        if (!machine.eligible(plan.request)) return undefined;
        if (machine.lacksPlace(plan.mm, plan.request)) return withdraw(plan, EINVAL);
        plan.region = machine.rangeFor(plan.mm, plan.request);
        return undefined;
      },
    },
    {
      label: 'attach',
      idle: (plan) => plan.region === undefined,
      run(machine, plan) {
        if (plan.region !== undefined) machine.attach(plan.region, plan.mm, plan.vma);
        return undefined;
      },
    },
  ],
};

/** Others may have been faster since the mapping was asked for. A region that is gone is one whose descriptor was closed before. */
function enter(machine: Machine, plan: MmapPlan, region: Region): 'done' | undefined {
  if (machine.enter(region, plan.vma)) return undefined;
  return withdraw(plan, region.file.region === region ? EINVAL : EBADF);
}

function withdraw(plan: MmapPlan, outcome: Outcome): 'done' {
  plan.mm.vmas.take(plan.vma.start, plan.vma.end);
  plan.outcome = outcome;
  return 'done';
}

/** A writable mapping makes a file of hugetlbfs as large as it needs. */
function growToFit({ hugetlb }: Machine, { file, prot, start, end, offset }: Vma): void {
  const pages = offset + (end - start);
  if (hugetlb && file !== undefined && (prot & WRITE) !== 0 && pages > file.sizePages) file.resize(pages, 0);
}

// @rule share-type-required
function typeOf(call: MmapCall): MapType | undefined {
  const shared = call.flags.includes('MAP_SHARED');
  const validate = call.flags.includes('MAP_SHARED_VALIDATE');
  const named = Number(shared) + Number(validate) + Number(call.flags.includes('MAP_PRIVATE'));
  if (named !== 1 || (validate && call.flags.includes('MAP_ANONYMOUS'))) return undefined;
  return { shared: shared || validate, validate };
}

/** The descriptor behind the mapping, undefined for anonymous memory, or a refusal. */
// @rule errno-permitted
function objectOf(process: Process, call: MmapCall, type: MapType): Descriptor | Outcome | undefined {
  if (call.flags.includes('MAP_ANONYMOUS')) return undefined;
  const descriptor = process.descriptors.get(call.fd ?? '');
  if (descriptor === undefined) return EBADF;
  if (!descriptor.readable) return EACCES;
  const writes = type.shared && call.prot.includes('PROT_WRITE');
  return writes && !descriptor.writable ? EACCES : descriptor;
}

// @rule mmap-address
/** The first page of the mapping: where it was asked for, or where there is room; or a refusal. */
function placeOf(machine: Machine, mm: Mm, call: MmapCall, pages: number): number | Outcome {
  const { shift, userPages } = machine.layout;
  const noReplace = call.flags.includes('MAP_FIXED_NOREPLACE');
  if (!noReplace && !call.flags.includes('MAP_FIXED')) return roomFor(machine, mm, call, pages);
  const start = alignedPage(call.addr ?? '0x0', shift);
  if (start < 0) return EINVAL;
  if (start + pages > userPages) return ENOMEM;
  if (noReplace) return mm.vmas.isFree(start, start + pages) ? start : EEXIST;
  return cutsShared(machine, mm, start, start + pages) ? EINVAL : start;
}

/** The hint when it is free, else the highest gap; for MAP_SHARED_PT one that can be shared. */
function roomFor(machine: Machine, mm: Mm, call: MmapCall, pages: number): number | Outcome {
  const { shift, userPages, entries } = machine.layout;
  const hint = call.addr === undefined ? 0 : pageOf(call.addr, shift);
  if (hint > 0 && hint + pages <= userPages && mm.vmas.isFree(hint, hint + pages)) return hint;
  const aligned = call.flags.includes('MAP_SHARED_PT') ? mm.vmas.gap(pages, userPages, entries) : -1;
  const start = aligned >= 0 ? aligned : mm.vmas.gap(pages, userPages, 1);
  return start >= 0 ? start : ENOMEM;
}

/** A file of msharefs is not mapped itself: the mapping is a window on its region. */
function windowPlan(
  machine: Machine,
  process: Process,
  call: MmapCall,
  shape: Omit<Shape, 'start'>,
  object: Descriptor,
): MmapPlan | Outcome {
  const start = windowStart(machine, process.mm, call, object, shape);
  if (typeof start !== 'number') return start;
  return planFor(machine, process, call, { ...shape, start }, object);
}

interface Shape extends MapType {
  readonly start: number;
  readonly pages: number;
  readonly offset: number;
  readonly flag: boolean;
  /** What a window is one on. */
  readonly region: Region | undefined;
}

function planFor(machine: Machine, process: Process, call: MmapCall, shape: Shape, object: Descriptor | undefined): MmapPlan | Outcome {
  const { start, pages, offset } = shape;
  const { mm } = process;
  const prot = protOf(call.prot);
  const mapShared = shape.shared && !shape.validate;
  const request = { file: object?.file, start, pages, offset, prot, mapShared, flag: shape.flag, fixed: call.flags.includes('MAP_FIXED') };
  if (machine.refuses(request) || machine.lacksPlace(mm, request)) return EINVAL;
  if (machine.allowAllocation !== undefined && !machine.reserve(machine.mayNeedHost(mm, request) ? 1 : 0, 0)) return ENOMEM;
  const vma = new Vma(
    start,
    start + pages,
    prot,
    shape.shared,
    object === undefined || !shape.shared || object.writable,
    fileOf(object, shape),
    offset,
  );
  const gather = mm.vmas.isFree(start, start + pages) ? undefined : new Gather(mm.id, call.cpu ?? 0);
  return { outcome: { result: 'done', addr: addressOf(machine, call, start) }, gather, mm, request, vma, region: shape.region };
}

/** What was asked for and given need not be written anew. */
function addressOf(machine: Machine, call: MmapCall, start: number): string {
  const { shift } = machine.layout;
  return call.addr !== undefined && alignedPage(call.addr, shift) === start ? call.addr : toHex(start, 0, shift);
}

/** Shared anonymous memory is a file that has no name. */
function fileOf(object: Descriptor | undefined, shape: Shape): File | undefined {
  return object === undefined && shape.shared ? File.unnamed(shape.offset + shape.pages) : object?.file;
}
