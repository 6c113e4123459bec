/** Requests for sharing that cannot be granted: what may be answered. */
import { pageOf } from '../schemas/address.ts';
import type { CallView } from './calls/view.ts';
import { has, isFixed, mmapCall, ownReasons, protOf } from './calls/mmap.ts';
import { MAY_REFUSE, REFUSE, SUCCEED } from './claims.ts';
import type { Claim } from './rule.ts';
import { REASONS, type Region } from './world.ts';

function byChoice(choice: 'either' | 'succeed' | 'refuse'): Claim {
  if (choice === 'either') return MAY_REFUSE;
  return choice === 'refuse' ? REFUSE : SUCCEED;
}

/** What the rule on ineligible requests says of an mmap; undefined where the request may well be granted. */
export function ineligibleClaim(v: CallView): Claim | undefined {
  const call = mmapCall(v);
  if (!has(call, 'MAP_SHARED_PT')) return undefined;
  const { choices } = v.world;
  if (has(call, 'MAP_PRIVATE')) return byChoice(choices['q-private-flag']);
  if (has(call, 'MAP_SHARED_VALIDATE') && choices['q-validate'] === 'refuse') return { kind: 'refuse', errnos: ['EOPNOTSUPP'] };
  const reasons = ownReasons(v.world, call, call.addr === undefined ? 0 : v.from);
  // Without MAP_FIXED the kernel may place the mapping where it can be shared.
  if (reasons === REASONS.start && !isFixed(call)) return choices['q-ineligible'] === 'succeed' ? SUCCEED : MAY_REFUSE;
  if (reasons !== 0) return byChoice(choices['q-ineligible']);
  return (otherKey(v) || placedElsewhere(v)) && choices['q-ineligible'] !== 'succeed' ? MAY_REFUSE : undefined;
}

/** The hint cannot be had, and nobody says where the kernel will put the mapping: perhaps where it cannot share. */
function placedElsewhere(v: CallView): boolean {
  return !isFixed(mmapCall(v)) && (v.meets.length > 0 || v.beyond);
}

/** The request is eligible in itself, but a region of the same file lives under another key or protection. */
function otherKey(v: CallView): boolean {
  const call = mmapCall(v);
  const file = call.fd === undefined ? undefined : v.process.descriptors.get(call.fd)?.file;
  const prot = protOf(call.prot);
  const offset = call.offset === undefined ? 0 : pageOf(call.offset, v.world.shift);
  const same = (r: Region): boolean => r.start === v.from && r.pages === v.to - v.from && r.offset === offset && r.mode === prot;
  return v.world.regions.some((r) => r.file === file && !same(r));
}
