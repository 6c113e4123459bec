import { toHex } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import { EINVAL } from '../answers.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Process } from '../process.ts';
import { regionBehind } from '../region-behind.ts';
import type { Region } from '../region.ts';
import type { CallKind } from '../stage.ts';
import { READ, WRITE } from '../vma.ts';
import { placeFor, windowOn } from '../windows.ts';
import { mmap } from './mmap.ts';
import type { MmapPlan } from './mmap.ts';
import { alignedPage } from './range.ts';

type AttachCall = CallOf<'mshare_attach'>;

/** Pages of the region, and where they are to be seen. */
interface Part {
  readonly offset: number;
  readonly pages: number;
}

/** Whole units of a region; the window itself allows whatever the region does. */
export const mshareAttach: CallKind<AttachCall, MmapPlan> = {
  decode(machine, process, call) {
    const region = regionBehind(process, call.fd);
    if ('result' in region) return region;
    const part = partOf(machine, region, call);
    if (part === undefined) return EINVAL;
    const start = placeFor(machine, process.mm, call, region, part.pages);
    return typeof start === 'number' ? planFor(machine, process, region, part, start, call.cpu ?? 0) : start;
  },
  stages: mmap.stages,
};

const MEANT: ReadonlySet<string> = new Set(['MAP_FIXED', 'MAP_FIXED_NOREPLACE', 'MAP_SHARED']);

// @rule attach-within-region
function partOf(machine: Machine, region: Region, { offset, size, flags }: AttachCall): Part | undefined {
  const { shift } = machine.layout;
  const [at, pages] = [alignedPage(offset, shift), alignedPage(size, shift)];
  if (pages === 0 || !machine.isOfUnits(at, pages)) return undefined;
  if (!machine.acceptsWindows(region) || at + pages > region.pages) return undefined;
  return flags.every((flag) => MEANT.has(flag)) ? { offset: at, pages } : undefined;
}

function planFor(machine: Machine, { mm }: Process, region: Region, part: Part, start: number, cpu: number): MmapPlan {
  const { file } = region;
  const prot = READ | WRITE;
  const end = start + part.pages;
  const gather = mm.vmas.isFree(start, end) ? undefined : new Gather(mm.id, cpu);
  const request = { file, start, ...part, prot, mapShared: true, flag: false, fixed: true };
  const vma = windowOn(region, start, end, part.offset);
  return { outcome: { result: 'done', addr: toHex(start, 0, machine.layout.shift) }, gather, mm, request, vma, region };
}
