import { mutant as anonymousShares } from './anonymous-shares.ts';
import { mutant as closeUnmaps } from './close-unmaps.ts';
import { mutant as creatorTakesAll } from './creator-takes-all.ts';
import { mutant as departureEndsSharing } from './departure-ends-sharing.ts';
import { mutant as descriptorNotAsked } from './descriptor-not-asked.ts';
import { mutant as dontneedDestroys } from './dontneed-destroys.ts';
import { mutant as dontneedEndsSharing } from './dontneed-ends-sharing.ts';
import { mutant as dontneedWholeMapping } from './dontneed-whole-mapping.ts';
import { mutant as doubleFree } from './double-free.ts';
import { mutant as entriesExecutable } from './entries-executable.ts';
import { mutant as entriesUnmarked } from './entries-unmarked.ts';
import { mutant as errnoLost } from './errno-lost.ts';
import { mutant as execKeepsMappings } from './exec-keeps-mappings.ts';
import { mutant as exitKeepsReference } from './exit-keeps-reference.ts';
import { mutant as faultAsksGuest } from './fault-asks-guest.ts';
import { mutant as firstMapperOnly } from './first-mapper-only.ts';
import { mutant as fixedIsHint } from './fixed-is-hint.ts';
import { mutant as flagNotNeeded } from './flag-not-needed.ts';
import { mutant as flushFirstPage } from './flush-first-page.ts';
import { mutant as flushFirstSharer } from './flush-first-sharer.ts';
import { mutant as flushLeavesOnly } from './flush-leaves-only.ts';
import { mutant as flushNotOnDetach } from './flush-not-on-detach.ts';
import { mutant as flushOwnCpu } from './flush-own-cpu.ts';
import { mutant as flushOwnMm } from './flush-own-mm.ts';
import { mutant as forkNotCounted } from './fork-not-counted.ts';
import { mutant as forkUnshares } from './fork-unshares.ts';
import { mutant as holeIsSigbus } from './hole-is-sigbus.ts';
import { mutant as hostNotShared } from './host-not-shared.ts';
import { mutant as hostWithoutFile } from './host-without-file.ts';
import { mutant as ineligibleEnomem } from './ineligible-enomem.ts';
import { mutant as joinResetsProtection } from './join-resets-protection.ts';
import { mutant as keyOmitsAddress } from './key-omits-address.ts';
import { mutant as keyOmitsFile } from './key-omits-file.ts';
import { mutant as keyOmitsLength } from './key-omits-length.ts';
import { mutant as keyOmitsOffset } from './key-omits-offset.ts';
import { mutant as lastOutKeepsHost } from './last-out-keeps-host.ts';
import { mutant as lengthWraps } from './length-wraps.ts';
import { mutant as linkCharged } from './link-charged.ts';
import { mutant as linkCopiesEntries } from './link-copies-entries.ts';
import { mutant as linkNotCounted } from './link-not-counted.ts';
import { mutant as munmapFreesTable } from './munmap-frees-table.ts';
import { mutant as munmapKeepsLink } from './munmap-keeps-link.ts';
import { mutant as munmapZapsShared } from './munmap-zaps-shared.ts';
import { mutant as overWideLink } from './over-wide-link.ts';
import { mutant as partialMunmap } from './partial-munmap.ts';
import { mutant as partialMunmapNever } from './partial-munmap-never.ts';
import { mutant as privateShares } from './private-shares.ts';
import { mutant as protectByFile } from './protect-by-file.ts';
import { mutant as protectEachSharer } from './protect-each-sharer.ts';
import { mutant as protectForgetsEntries } from './protect-forgets-entries.ts';
import { mutant as protectWholeSlot } from './protect-whole-slot.ts';
import { mutant as refusalDropsReference } from './refusal-drops-reference.ts';
import { mutant as refusalZapsEntries } from './refusal-zaps-entries.ts';
import { mutant as refusedButMapped } from './refused-but-mapped.ts';
import { mutant as remapAnswersInverted } from './remap-answers-inverted.ts';
import { mutant as removeKeepsEntries } from './remove-keeps-entries.ts';
import { mutant as ruledByFirstPage } from './ruled-by-first-page.ts';
import { mutant as sizeFixed } from './size-fixed.ts';
import { mutant as truncateMissesHosts } from './truncate-misses-hosts.ts';
import { mutant as typeNotNeeded } from './type-not-needed.ts';
import { mutant as unalignedLength } from './unaligned-length.ts';
import { mutant as unalignedStart } from './unaligned-start.ts';
import type { Mutant } from './mutant.ts';

export type { Mutant } from './mutant.ts';

/** Every mutant, by name. */
export const mutants: readonly Mutant[] = [
  anonymousShares,
  closeUnmaps,
  creatorTakesAll,
  departureEndsSharing,
  descriptorNotAsked,
  dontneedDestroys,
  dontneedEndsSharing,
  dontneedWholeMapping,
  doubleFree,
  entriesExecutable,
  entriesUnmarked,
  errnoLost,
  execKeepsMappings,
  exitKeepsReference,
  faultAsksGuest,
  firstMapperOnly,
  fixedIsHint,
  flagNotNeeded,
  flushFirstPage,
  flushFirstSharer,
  flushLeavesOnly,
  flushNotOnDetach,
  flushOwnCpu,
  flushOwnMm,
  forkNotCounted,
  forkUnshares,
  holeIsSigbus,
  hostNotShared,
  hostWithoutFile,
  ineligibleEnomem,
  joinResetsProtection,
  keyOmitsAddress,
  keyOmitsFile,
  keyOmitsLength,
  keyOmitsOffset,
  lastOutKeepsHost,
  lengthWraps,
  linkCharged,
  linkCopiesEntries,
  linkNotCounted,
  munmapFreesTable,
  munmapKeepsLink,
  munmapZapsShared,
  overWideLink,
  partialMunmap,
  partialMunmapNever,
  privateShares,
  protectByFile,
  protectEachSharer,
  protectForgetsEntries,
  protectWholeSlot,
  refusalDropsReference,
  refusalZapsEntries,
  refusedButMapped,
  remapAnswersInverted,
  removeKeepsEntries,
  ruledByFirstPage,
  sizeFixed,
  truncateMissesHosts,
  typeNotNeeded,
  unalignedLength,
  unalignedStart,
];
