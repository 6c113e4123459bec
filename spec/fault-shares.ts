/** Whether a fault took the table that was there to be shared. */
import type { Inspection } from './inspection.ts';
import { hadLink } from './links-before.ts';
import { linkAt, mmOf, nameOf } from './lookup.ts';
import type { Finding } from './rule.ts';
import { samePages, sameRights, wholeSlot } from './whole-slots.ts';

/** Asked after an access that succeeded. */
export function sharedAtFault(v: Inspection): Finding {
  const mm = mmOf(v, v.process!);
  const link = mm && linkAt(v, mm, Math.floor(v.accessed / v.world.slotPages));
  const mine = link && wholeSlot(v.world, link);
  if (!link || !mine || !v.before || hadLink(v, v.process!.name, link.slot)) return undefined;
  const others = v.links.filter((other) => other.mm !== link.mm && isAlike(v, other, mine));
  if (others.length === 0) return undefined;
  if (others.some((other) => other.leaf === link.leaf)) return 'held';
  const { choices, claims } = v.world;
  const missed = others.find((other) => wholeSlot(v.world, other)?.inOne);
  if (!claims || choices['q-share-owed'] === 'either' || !mine.inOne || !missed) return undefined;
  return { wrong: `${nameOf(link.mm)} has a table of its own, and could share leaf table ${missed.leaf.id} of ${nameOf(missed.mm)}` };
}

function isAlike(v: Inspection, other: Inspection['links'][number], mine: NonNullable<ReturnType<typeof wholeSlot>>): boolean {
  const theirs = wholeSlot(v.world, other);
  return theirs !== undefined && samePages(theirs, mine) && sameRights(theirs, mine);
}
