import { mutant as anonymousShares } from './anonymous-shares.ts';
import { mutant as bothFree } from './both-free.ts';
import { mutant as closeUnmaps } from './close-unmaps.ts';
import { mutant as countTestedFirst } from './count-tested-first.ts';
import { mutant as cowDecidedEarly } from './cow-decided-early.ts';
import { mutant as creatorTakesAll } from './creator-takes-all.ts';
import { mutant as departureEndsSharing } from './departure-ends-sharing.ts';
import { mutant as descriptorNotAsked } from './descriptor-not-asked.ts';
import { mutant as creatorsRace } from './creators-race.ts';
import { mutant as dontneedDestroys } from './dontneed-destroys.ts';
import { mutant as dontneedEndsSharing } from './dontneed-ends-sharing.ts';
import { mutant as dontneedWholeMapping } from './dontneed-whole-mapping.ts';
import { mutant as doubleFree } from './double-free.ts';
import { mutant as enomemOverwritten } from './enomem-overwritten.ts';
import { mutant as entriesExecutable } from './entries-executable.ts';
import { mutant as entriesUnmarked } from './entries-unmarked.ts';
import { mutant as errnoLost } from './errno-lost.ts';
import { mutant as execKeepsMappings } from './exec-keeps-mappings.ts';
import { mutant as exitKeepsReference } from './exit-keeps-reference.ts';
import { mutant as failureLeaksTables } from './failure-leaks-tables.ts';
import { mutant as faultAsksGuest } from './fault-asks-guest.ts';
import { mutant as faultKeepsVma } from './fault-keeps-vma.ts';
import { mutant as fillIgnoresEnd } from './fill-ignores-end.ts';
import { mutant as fillTrustsCheck } from './fill-trusts-check.ts';
import { mutant as firstMapperOnly } from './first-mapper-only.ts';
import { mutant as fixedIsHint } from './fixed-is-hint.ts';
import { mutant as flagNotNeeded } from './flag-not-needed.ts';
import { mutant as flushBeforeChange } from './flush-before-change.ts';
import { mutant as flushFirstPage } from './flush-first-page.ts';
import { mutant as flushFirstSharer } from './flush-first-sharer.ts';
import { mutant as flushLeavesOnly } from './flush-leaves-only.ts';
import { mutant as flushNotOnDetach } from './flush-not-on-detach.ts';
import { mutant as flushOwnCpu } from './flush-own-cpu.ts';
import { mutant as flushOwnMm } from './flush-own-mm.ts';
import { mutant as forkNotCounted } from './fork-not-counted.ts';
import { mutant as forkUnshares } from './fork-unshares.ts';
import { mutant as freeBeforeFlush } from './free-before-flush.ts';
import { mutant as holeIsSigbus } from './hole-is-sigbus.ts';
import { mutant as hostFailureLeavesMapping } from './host-failure-leaves-mapping.ts';
import { mutant as hostFailureLeavesRegion } from './host-failure-leaves-region.ts';
import { mutant as hostNotShared } from './host-not-shared.ts';
import { mutant as hostWithoutFile } from './host-without-file.ts';
import { mutant as ineligibleEnomem } from './ineligible-enomem.ts';
import { mutant as joinResetsProtection } from './join-resets-protection.ts';
import { mutant as joinWhileEnding } from './join-while-ending.ts';
import { mutant as keyOmitsAddress } from './key-omits-address.ts';
import { mutant as keyOmitsFile } from './key-omits-file.ts';
import { mutant as keyOmitsLength } from './key-omits-length.ts';
import { mutant as keyOmitsOffset } from './key-omits-offset.ts';
import { mutant as lastOutKeepsHost } from './last-out-keeps-host.ts';
import { mutant as lengthWraps } from './length-wraps.ts';
import { mutant as linkCharged } from './link-charged.ts';
import { mutant as linkCopiesEntries } from './link-copies-entries.ts';
import { mutant as linkNotCounted } from './link-not-counted.ts';
import { mutant as lockOrderInverted } from './lock-order-inverted.ts';
import { mutant as moveFlushUnlocked } from './move-flush-unlocked.ts';
import { mutant as munmapFreesTable } from './munmap-frees-table.ts';
import { mutant as munmapKeepsLink } from './munmap-keeps-link.ts';
import { mutant as munmapUnlocksEarly } from './munmap-unlocks-early.ts';
import { mutant as munmapZapsShared } from './munmap-zaps-shared.ts';
import { mutant as overWideLink } from './over-wide-link.ts';
import { mutant as partialMunmap } from './partial-munmap.ts';
import { mutant as partialMunmapNever } from './partial-munmap-never.ts';
import { mutant as privateShares } from './private-shares.ts';
import { mutant as protectByFile } from './protect-by-file.ts';
import { mutant as protectEachSharer } from './protect-each-sharer.ts';
import { mutant as protectForgetsEntries } from './protect-forgets-entries.ts';
import { mutant as protectWholeSlot } from './protect-whole-slot.ts';
import { mutant as putBeforeClear } from './put-before-clear.ts';
import { mutant as referenceDroppedFirst } from './reference-dropped-first.ts';
import { mutant as refusalDropsReference } from './refusal-drops-reference.ts';
import { mutant as refusalZapsEntries } from './refusal-zaps-entries.ts';
import { mutant as refusedButMapped } from './refused-but-mapped.ts';
import { mutant as remapAnswersInverted } from './remap-answers-inverted.ts';
import { mutant as removeKeepsEntries } from './remove-keeps-entries.ts';
import { mutant as replacementUnlocksEarly } from './replacement-unlocks-early.ts';
import { mutant as ruledByFirstPage } from './ruled-by-first-page.ts';
import { mutant as sizeFixed } from './size-fixed.ts';
import { mutant as truncateMissesHosts } from './truncate-misses-hosts.ts';
import { mutant as typeNotNeeded } from './type-not-needed.ts';
import { mutant as unalignedLength } from './unaligned-length.ts';
import { mutant as unalignedStart } from './unaligned-start.ts';
import { mutant as walkerCountsAsSharer } from './walker-counts-as-sharer.ts';
import { domainMutants } from './fork-domain/index.ts';
import { hugetlbMutants } from './hugetlb-pmd/index.ts';
import { mshareMutants } from './mshare-call/index.ts';
import { callMutants } from './mshare-protect/index.ts';
import { msharefsMutants } from './msharefs/index.ts';
import { ioctlMutants } from './msharefs-ioctl/index.ts';
import type { Mutant } from './mutant.ts';

export type { Mutant } from './mutant.ts';

/** Every mutant, by name. */
export const mutants: readonly Mutant[] = [
  anonymousShares,
  bothFree,
  closeUnmaps,
  countTestedFirst,
  cowDecidedEarly,
  creatorTakesAll,
  departureEndsSharing,
  descriptorNotAsked,
  creatorsRace,
  dontneedDestroys,
  dontneedEndsSharing,
  dontneedWholeMapping,
  doubleFree,
  enomemOverwritten,
  entriesExecutable,
  entriesUnmarked,
  errnoLost,
  execKeepsMappings,
  exitKeepsReference,
  failureLeaksTables,
  faultAsksGuest,
  faultKeepsVma,
  fillIgnoresEnd,
  fillTrustsCheck,
  firstMapperOnly,
  fixedIsHint,
  flagNotNeeded,
  flushBeforeChange,
  flushFirstPage,
  flushFirstSharer,
  flushLeavesOnly,
  flushNotOnDetach,
  flushOwnCpu,
  flushOwnMm,
  forkNotCounted,
  forkUnshares,
  freeBeforeFlush,
  holeIsSigbus,
  hostFailureLeavesMapping,
  hostFailureLeavesRegion,
  hostNotShared,
  hostWithoutFile,
  ineligibleEnomem,
  joinResetsProtection,
  joinWhileEnding,
  keyOmitsAddress,
  keyOmitsFile,
  keyOmitsLength,
  keyOmitsOffset,
  lastOutKeepsHost,
  lengthWraps,
  linkCharged,
  linkCopiesEntries,
  linkNotCounted,
  lockOrderInverted,
  moveFlushUnlocked,
  munmapFreesTable,
  munmapKeepsLink,
  munmapUnlocksEarly,
  munmapZapsShared,
  overWideLink,
  partialMunmap,
  partialMunmapNever,
  privateShares,
  protectByFile,
  protectEachSharer,
  protectForgetsEntries,
  protectWholeSlot,
  putBeforeClear,
  referenceDroppedFirst,
  refusalDropsReference,
  refusalZapsEntries,
  refusedButMapped,
  remapAnswersInverted,
  removeKeepsEntries,
  replacementUnlocksEarly,
  ruledByFirstPage,
  sizeFixed,
  truncateMissesHosts,
  typeNotNeeded,
  unalignedLength,
  unalignedStart,
  walkerCountsAsSharer,
];

/** Of every generation. */
export const allMutants: readonly Mutant[] = [
  ...mutants,
  ...hugetlbMutants,
  ...domainMutants,
  ...msharefsMutants,
  ...mshareMutants,
  ...ioctlMutants,
  ...callMutants,
];

/** The mutants of each generation that has some of its own: by folder below mutants/. */
export const mutantsByGeneration: Readonly<Record<string, readonly Mutant[]>> = {
  'hugetlb-pmd': hugetlbMutants,
  'fork-domain': domainMutants,
  msharefs: msharefsMutants,
  'mshare-call': mshareMutants,
  'msharefs-ioctl': ioctlMutants,
  'mshare-protect': callMutants,
};

export { domainMutants, hugetlbMutants, msharefsMutants, mshareMutants };
