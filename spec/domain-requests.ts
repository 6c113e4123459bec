/** What a request for a place in a domain must be like. */
import type { MapFlags } from '../schemas/generated/types.ts';
import { has, isFixed, mmapCall } from './calls/mmap.ts';
import { type CallView, pagesOf } from './calls/view.ts';
import { MAY_REFUSE, REFUSE } from './claims.ts';
import type { Claim } from './rule.ts';

function isAsked(v: CallView): boolean {
  return has(mmapCall(v), 'MAP_SHARED_PT');
}

/** Owed by who has domains. A kernel that does not know the flag ignores it, and with it what it asks for. */
function owed(v: CallView, claim: Claim & { readonly kind: 'refuse' }): Claim {
  return v.world.claims ? claim : { kind: 'may-refuse', errnos: claim.errnos };
}

/** Refused where the request lacks something. */
export function refusedWhere(v: CallView, lacks: (flags: MapFlags) => boolean): Claim | undefined {
  return isAsked(v) && lacks(mmapCall(v).flags) ? owed(v, REFUSE) : undefined;
}

const UNKNOWN_BESIDE = { kind: 'refuse', errnos: ['EOPNOTSUPP', 'EINVAL'] } as const;

/** The type of a mapping that may be written is MAP_SHARED. Beside MAP_SHARED_VALIDATE the flag may be unknown (q-validate). */
export function typeClaim(v: CallView): Claim | undefined {
  const call = mmapCall(v);
  if (!isAsked(v)) return undefined;
  const validated = has(call, 'MAP_SHARED_VALIDATE');
  if (validated && v.world.choices['q-validate'] === 'refuse') return owed(v, UNKNOWN_BESIDE);
  if (!call.prot.includes('PROT_WRITE') || has(call, 'MAP_SHARED')) return undefined;
  return validated ? MAY_REFUSE : owed(v, REFUSE);
}

export function alignmentClaim(v: CallView): Claim | undefined {
  const { slotPages } = v.world;
  if (!isAsked(v) || !isFixed(mmapCall(v))) return undefined;
  const isOdd = v.unaligned || v.from % slotPages !== 0 || pagesOf(v.world, mmapCall(v).length) % slotPages !== 0;
  return isOdd ? owed(v, REFUSE) : undefined;
}

/** Pages that the domain has given away already; the caller's own mapping may go first, and a range that was left may be free. */
export function overlapClaim(v: CallView): Claim | undefined {
  const { world, process, meets } = v;
  if (!isAsked(v) || !isFixed(mmapCall(v)) || process.domain === 0) return undefined;
  const inWay = (start: number, end: number): boolean => start < v.to && end > v.from;
  const taken = world.regions.filter((r) => r.domain === process.domain && inWay(r.start, r.start + r.pages));
  if (taken.some((r) => r.sharers > meets.filter((m) => m.region === r).length)) return REFUSE;
  const left = taken.length > 0 || world.vacated.some((r) => r.domain === process.domain && inWay(r.start, r.end));
  const choice = world.choices['q-left-range'];
  if (!left || choice === 'free') return undefined;
  return choice === 'kept' ? REFUSE : MAY_REFUSE;
}
