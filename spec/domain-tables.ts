/** Structural questions about domains. */
import type { CallName } from '../schemas/contract.ts';
import { domainsHeld, hiddenMms } from './hidden-mms.ts';
import type { Inspection } from './inspection.ts';
import type { Link } from './layout.ts';
import { nameOf } from './lookup.ts';
import type { Finding } from './rule.ts';
import { REASONS } from './world.ts';

/** No leaf table is reached from two domains. Decided where two domains map the same pages of a file. */
export function domainsApart(v: Inspection): Finding {
  const sharing = v.links.filter((link) => link.mapping?.region);
  let decided = false;
  for (const [i, a] of sharing.entries())
    for (const b of sharing.slice(i + 1)) {
      if (a.region!.domain === b.region!.domain || !isSamePlace(a, b, v.world.slotPages)) continue;
      decided = true;
      if (a.leaf === b.leaf)
        return { wrong: `${nameOf(a.mm)} and ${nameOf(b.mm)} hold different domains, and share leaf table ${a.leaf.id}` };
    }
  return decided ? 'held' : undefined;
}

/** Do two links stand for the same pages of one file? */
function isSamePlace(a: Link, b: Link, slotPages: number): boolean {
  const [of, other] = [a.mapping!, b.mapping!];
  return of.file === other.file && of.offset + (a.slot * slotPages - of.start) === other.offset + (b.slot * slotPages - other.start);
}

/** There are no more hidden mms than domains that are held. */
export function domainsEnd(v: Inspection): Finding {
  const held = domainsHeld(v.world).size;
  const hidden = hiddenMms(v.layout).length;
  if (hidden > held) return { wrong: `${hidden} hidden mms live, and processes hold ${held} domains` };
  return v.world.vacated.some(({ domain }) => !domainsHeld(v.world).has(domain)) ? 'held' : undefined;
}

/** Calls after which what they named is the caller's own. */
const CHANGES: ReadonlySet<CallName> = new Set(['mprotect', 'madvise', 'munmap', 'mremap', 'mmap']);

/** A mapping that has left its domain reaches tables of its own, wherever it still has links. */
export function leaversApart(v: Inspection): Finding {
  const { call, process } = v;
  if (!CHANGES.has(call.call) || !process || process.domain === 0 || v.seen.result !== 'done') return undefined;
  const left = v.world.processes.get(process.name)?.mappings.some((m) => !m.region && (m.reasons & REASONS.flag) === 0);
  if (left !== true) return undefined;
  for (const link of v.links) {
    const { mapping, mm, leaf } = link;
    if (mm.process !== process.name || !mapping || mapping.region || (mapping.reasons & REASONS.flag) !== 0) continue;
    const other = v.links.find((l) => l !== link && l.leaf === leaf);
    if (other)
      return { wrong: `${process.name} has changed its mapping, and still reaches leaf table ${leaf.id}, as ${nameOf(other.mm)} does` };
  }
  return 'held';
}
