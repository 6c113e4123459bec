/** What is refused because a huge page is one page. */
import { offsetOf } from '../schemas/address.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { MAY_REFUSE, REFUSE } from './claims.ts';
import type { Claim } from './rule.ts';
import { mappingAt } from './world.ts';

export function hugeErrors(v: CallView): Claim | undefined {
  const { call, world } = v;
  if (call.call === 'ftruncate') return isCut(v, call.size) ? REFUSE : undefined;
  if (call.call === 'mremap') return pagesOf(world, call.newLength) > pagesOf(world, call.oldLength) ? REFUSE : undefined;
  if ((call.call !== 'munmap' && call.call !== 'mprotect') || v.empty || !isCut(v, call.length)) return undefined;
  // Behind the end of a mapping there is nothing to be cut.
  return mappingAt(v.process, v.to - 1) ? REFUSE : MAY_REFUSE;
}

function isCut({ world }: CallView, length: string): boolean {
  return offsetOf(length, world.shift) !== 0;
}
