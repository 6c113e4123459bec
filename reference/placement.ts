import { pageOf } from '../schemas/address.ts';
import type { MapFlags, Outcome, Prot } from '../schemas/generated/types.ts';
import { EACCES, EBADF, EEXIST, EINVAL, ENODEV, ENOMEM, EOPNOTSUPP } from './answers.ts';
import { protOf } from './calls/prot.ts';
import { alignedPage, pagesOf } from './calls/range.ts';
import { File } from './file.ts';
import type { Machine } from './machine.ts';
import type { Descriptor, Process } from './process.ts';
import type { Region } from './region.ts';
import { Vma } from './vma.ts';

/** An object that is to be put into a region: where, how much of it, and from which byte of it. Hex throughout. */
export interface PlacementRequest {
  readonly regionOffset: string;
  readonly size: string;
  readonly offset: string;
  readonly prot: Prot;
  readonly flags: MapFlags;
  readonly object: string | undefined;
}

/** The mapping that the host of the region is to get, or a refusal. */
// @rule place-within-region
export function placementOf(machine: Machine, process: Process, region: Region, request: PlacementRequest): Vma | Outcome {
  const { flags, regionOffset } = request;
  const { shift } = machine.layout;
  if (pageOf(regionOffset, shift) >= region.pages) return EINVAL;
  const validate = flags.includes('MAP_SHARED_VALIDATE');
  if (!flags.includes('MAP_FIXED') || flags.includes('MAP_PRIVATE') || flags.includes('MAP_SHARED') === validate) return EINVAL;
  const object = flags.includes('MAP_ANONYMOUS') ? undefined : objectOf(process, request);
  if (object !== undefined && 'result' in object) return object;
  const granule = machine.granuleOf(flags, object?.file);
  const pages = machine.wholePages(pagesOf(request.size, shift), granule);
  const at = alignedPage(regionOffset, shift);
  if (at < 0 || !machine.beginsPage(at, granule) || pages === 0 || at + pages > region.pages) return EINVAL;
  if (validate && object === undefined) return EINVAL;
  if (validate && flags.includes('MAP_SHARED_PT')) return EOPNOTSUPP;
  return mapped(machine, region, request, region.start + at, pages, granule, object);
}

/** What is mapped, when it is a file. */
function objectOf(process: Process, { object, flags, prot }: PlacementRequest): Descriptor | Outcome {
  const descriptor = process.descriptors.get(object ?? '');
  if (descriptor === undefined) return EBADF;
  if (descriptor.file.kind === 'region') return EINVAL;
  if (descriptor.file.kind === 'info') return ENODEV;
  if (flags.includes('MAP_HUGETLB') && descriptor.file.granule === 1) return EINVAL;
  return !descriptor.readable || (prot.includes('PROT_WRITE') && !descriptor.writable) ? EACCES : descriptor;
}

function mapped(
  machine: Machine,
  region: Region,
  { flags, prot, offset }: PlacementRequest,
  start: number,
  pages: number,
  granule: number,
  object: Descriptor | undefined,
): Vma | Outcome {
  const from = machine.objectPage(offset);
  if (from < 0 || !machine.beginsPage(from, granule) || machine.cutsPlaced(region, start, start + pages)) return EINVAL;
  if (start + pages > machine.layout.span(machine.layout.levels)) return ENOMEM;
  if (flags.includes('MAP_FIXED_NOREPLACE') && !region.host.vmas.isFree(start, start + pages)) return EEXIST;
  const mayWrite = object === undefined || object.writable;
  if (object !== undefined) return new Vma(start, start + pages, protOf(prot), true, mayWrite, object.file, from);
  const memory = File.unnamed(pages);
  memory.granule = granule;
  return new Vma(start, start + pages, protOf(prot), true, mayWrite, memory, 0);
}

/** The range of the host's pages that a part of the region is (end excluded), or a refusal. Hex. */
// @rule unplace-within-region
export function rangeOf(
  machine: Machine,
  region: Region,
  regionOffset: string,
  size: string,
): readonly [start: number, end: number] | Outcome {
  const { shift } = machine.layout;
  const at = alignedPage(regionOffset, shift);
  const pages = pagesOf(size, shift);
  if (at < 0 || pages === 0 || at + pages > region.pages) return EINVAL;
  const start = region.start + at;
  return machine.cutsPlaced(region, start, start + pages) ? EINVAL : [start, start + pages];
}
