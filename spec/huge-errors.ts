/** What is refused because a huge page is one page. */
import { offsetOf, pageOf } from '../schemas/address.ts';
import type { FtruncateCall } from '../schemas/generated/types.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { MAY_REFUSE, REFUSE } from './claims.ts';
import { isHugeFile } from './placing.ts';
import type { Claim } from './rule.ts';
import { mappingAt } from './world.ts';

export function hugeErrors(v: CallView): Claim | undefined {
  const { call, world } = v;
  if (call.call === 'ftruncate') return cutsFile(v, call) ? REFUSE : undefined;
  // What is in regions is no mapping of a process.
  if (world.traits.files !== 'hugetlbfs') return undefined;
  if (call.call === 'mremap') return pagesOf(world, call.newLength) > pagesOf(world, call.oldLength) ? REFUSE : undefined;
  if ((call.call !== 'munmap' && call.call !== 'mprotect') || v.empty || !isCut(v, call.length)) return undefined;
  // Behind the end of a mapping there is nothing to be cut.
  return mappingAt(v.process, v.to - 1) ? REFUSE : MAY_REFUSE;
}

/** The size ends within a huge page: of the trace, or of the file. */
function cutsFile(v: CallView, { fd, size }: FtruncateCall): boolean {
  const { traits, shift, slotPages } = v.world;
  if (traits.files === 'hugetlbfs') return isCut(v, size);
  return isHugeFile(v.world, v.process.descriptors.get(fd)?.file) && (isCut(v, size) || pageOf(size, shift) % slotPages !== 0);
}

function isCut({ world }: CallView, length: string): boolean {
  return offsetOf(length, world.shift) !== 0;
}
