/** The address that mmap and mremap answer with. */
import type { MmapCall, MremapCall, Outcome } from '../schemas/generated/types.ts';
import { isFixed, mmapCall } from './calls/mmap.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import type { Claim } from './rule.ts';
import { wholePageIn } from './seen-at.ts';
import { mappingsIn, placeOf } from './world.ts';

export function addressClaim(v: CallView): Claim {
  const call = v.call as MmapCall | MremapCall;
  const asked = askedFor(v, call);
  const pages = call.call === 'mmap' ? v.to - v.from : pagesOf(v.world, call.newLength);
  return {
    kind: 'answer',
    text: asked === undefined ? 'a free, page-aligned address in user space' : 'the address asked for',
    passes: (seen) => passes(v, seen, asked, pages),
  };
}

/** The page that the answer must be; undefined where the kernel chooses. */
function askedFor(v: CallView, call: MmapCall | MremapCall): number | undefined {
  if (call.call === 'mmap') return isFixed(mmapCall(v)) ? v.from : undefined;
  if (!call.flags.includes('MREMAP_MAYMOVE')) return v.from;
  return call.flags.includes('MREMAP_FIXED') ? placeOf(v.world, call.newAddr ?? '0x0').page : undefined;
}

function passes(v: CallView, seen: Outcome, asked: number | undefined, pages: number): boolean {
  const page = wholePageIn(seen, v.world.shift);
  if (!(page + pages <= v.world.userPages)) return false;
  if (asked !== undefined) return page === asked;
  for (const m of mappingsIn(v.process, page, page + pages)) if (v.call.call === 'mmap' || !v.meets.includes(m)) return false;
  return true;
}
