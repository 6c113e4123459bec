/** What is refused because it would change a window and not what is seen through it. */
import type { MprotectCall } from '../schemas/generated/types.ts';
import { isFixed, mmapCall } from './calls/mmap.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { MAY_REFUSE, MAY_REFUSE_OVER, REFUSE_OVER } from './claims.ts';
import { regionAround } from './giving.ts';
import type { Claim } from './rule.ts';
import { madeByMshare } from './scopes.ts';
import { unitPages } from './units.ts';
import { placedIn } from './windows.ts';
import { mappingAt, placeOf } from './world.ts';

function refuse(...errnos: string[]): Claim {
  return { kind: 'refuse', errnos };
}

const REFUSE_REMAP = refuse('EINVAL', 'EFAULT', 'ENOMEM');

export function windowClaim(v: CallView): Claim | undefined {
  const { call } = v;
  switch (call.call) {
    case 'mprotect':
      return meetsWindow(v) ? protectClaim(v) : undefined;
    case 'munmap':
      return unmapClaim(v);
    case 'mshare_attach':
      return v.partial && call.flags.includes('MAP_FIXED') && !call.flags.includes('MAP_FIXED_NOREPLACE') ? refuse('EINVAL') : undefined;
    case 'mmap':
      return v.partial && isFixed(mmapCall(v)) && !call.flags.includes('MAP_FIXED_NOREPLACE') ? mapClaim(v) : undefined;
    case 'mremap':
      return remapClaim(v);
    case 'madvise':
      return meetsWindow(v) ? adviceClaim(v) : undefined;
    default:
      return undefined;
  }
}

/** What is mapped into a part of a window is the region's from then on, or refused (q-window-mapped). */
function mapClaim({ world, process, from, to }: CallView): Claim | undefined {
  const choice = madeByMshare(world.traits) && regionAround(process, from, to) ? world.choices['q-window-mapped'] : 'refuse';
  if (choice === 'region') return undefined;
  return choice === 'refuse' ? REFUSE_OVER : MAY_REFUSE_OVER;
}

/** Where another call detaches, munmap of a whole window may be refused as well. */
function unmapClaim(v: CallView): Claim | undefined {
  if (v.partial) return refuse('EINVAL');
  return v.world.traits.doorway === 'syscalls' && meetsWindow(v) ? MAY_REFUSE : undefined;
}

function meetsWindow({ meets }: CallView): boolean {
  return meets.some((m) => m.region?.named);
}

/** Where a change is one of the region, some would have it of whole windows only (q-window-part). */
function protectClaim(v: CallView): Claim | undefined {
  const { world, partial } = v;
  if (world.traits.mprotect === 'refused') return refuse('EINVAL', 'EACCES');
  const choice = world.choices['q-window-part'];
  if (partial && choice === 'refuse') return refuse('EINVAL');
  const errnos = [...(partial && choice === 'either' ? ['EINVAL'] : []), ...ofWhatWasGiven(v)];
  return errnos.length > 0 ? { kind: 'may-refuse', errnos } : undefined;
}

/** What mappings were given behind a window may have gaps, and be files opened for reading (q-window-gap). */
function ofWhatWasGiven({ call, meets, from, to }: CallView): readonly string[] {
  const { prot } = call as MprotectCall;
  const shown = meets.flatMap((m) => placedIn(m, from, to));
  const gap = shown.some(({ file }) => file === undefined) ? ['ENOMEM'] : [];
  const readOnly = prot.includes('PROT_WRITE') && shown.some(({ writable }) => !writable);
  return readOnly ? [...gap, 'EACCES'] : gap;
}

/** MADV_REMOVE makes a hole in the file that is mapped, and a region file cannot have one. */
function adviceClaim({ call, world }: CallView): Claim | undefined {
  if (call.call === 'madvise' && call.advice === 'MADV_REMOVE') return refuse('EINVAL', 'EOPNOTSUPP', 'EACCES');
  const choice = world.choices[world.traits.mprotect === 'refused' ? 'q-window-advice' : 'q-dontneed'];
  if (choice === 'keep') return undefined;
  return { kind: choice === 'refuse' ? 'refuse' : 'may-refuse', errnos: ['EINVAL'] };
}

/** A window keeps its size; as a whole it may move, or not (q-window-move). */
function remapClaim(v: CallView): Claim | undefined {
  const { call, world } = v;
  if (call.call !== 'mremap' || !mappingAt(v.process, v.from)?.region?.named) return v.partial ? REFUSE_REMAP : undefined;
  if (v.empty || v.partial || pagesOf(world, call.newLength) !== v.to - v.from) return REFUSE_REMAP;
  if (!call.flags.includes('MREMAP_FIXED')) return undefined;
  const choice = world.choices['q-window-move'];
  const odd = placeOf(world, call.newAddr ?? '0x0').page % unitPages(world.traits, world.geometry) !== 0;
  if (choice === 'refuse' || odd || world.traits.sameAddress) return REFUSE_REMAP;
  return choice === 'either' ? { kind: 'may-refuse', errnos: ['EINVAL', 'EFAULT', 'ENOMEM'] } : undefined;
}
