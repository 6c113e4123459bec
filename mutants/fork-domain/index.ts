import { mutant as domainAlignmentNotAsked } from './domain-alignment-not-asked.ts';
import { mutant as domainCountForgotten } from './domain-count-forgotten.ts';
import { mutant as domainEndsWithCreator } from './domain-ends-with-creator.ts';
import { mutant as domainFindsAPlace } from './domain-finds-a-place.ts';
import { mutant as domainFlushFirstMember } from './domain-flush-first-member.ts';
import { mutant as domainForEverybody } from './domain-for-everybody.ts';
import { mutant as domainKeepsLink } from './domain-keeps-link.ts';
import { mutant as domainLeaveFlushesLeavesOnly } from './domain-leave-flushes-leaves-only.ts';
import { mutant as domainLeaveWithoutFlush } from './domain-leave-without-flush.ts';
import { mutant as domainNeverEnds } from './domain-never-ends.ts';
import { mutant as domainNotInherited } from './domain-not-inherited.ts';
import { mutant as domainOverlapNotAsked } from './domain-overlap-not-asked.ts';
import { mutant as domainProtectForAll } from './domain-protect-for-all.ts';
import { mutant as domainTakesAnonymous } from './domain-takes-anonymous.ts';
import { mutant as domainTypeNotAsked } from './domain-type-not-asked.ts';
import type { Mutant } from '../mutant.ts';

/** The reference with vices that concern fork-domain alone, in the order of their names. */
export const domainMutants: readonly Mutant[] = [
  domainAlignmentNotAsked,
  domainCountForgotten,
  domainEndsWithCreator,
  domainFindsAPlace,
  domainFlushFirstMember,
  domainForEverybody,
  domainKeepsLink,
  domainLeaveFlushesLeavesOnly,
  domainLeaveWithoutFlush,
  domainNeverEnds,
  domainNotInherited,
  domainOverlapNotAsked,
  domainProtectForAll,
  domainTakesAnonymous,
  domainTypeNotAsked,
];
