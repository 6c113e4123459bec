import { mutant as callGivesAnyRight } from './call-gives-any-right.ts';
import { mutant as callProtectsFirstSharer } from './call-protects-first-sharer.ts';
import { mutant as callProtectsPresent } from './call-protects-present.ts';
import { mutant as callProtectsSlots } from './call-protects-slots.ts';
import { mutant as callProtectsUnflushed } from './call-protects-unflushed.ts';
import { mutant as detachEmptiesRegion } from './detach-empties-region.ts';
import { mutant as detachKeepsLink } from './detach-keeps-link.ts';
import { mutant as ownerCloseIgnored } from './owner-close-ignored.ts';
import { mutant as partShowsBeginning } from './part-shows-beginning.ts';
import { mutant as partWithoutOwner } from './part-without-owner.ts';
import type { Mutant } from '../mutant.ts';

/** The reference with vices that concern the announced calls, in the order of their names. */
export const callMutants: readonly Mutant[] = [
  callGivesAnyRight,
  callProtectsFirstSharer,
  callProtectsPresent,
  callProtectsSlots,
  callProtectsUnflushed,
  detachEmptiesRegion,
  detachKeepsLink,
  ownerCloseIgnored,
  partShowsBeginning,
  partWithoutOwner,
];
