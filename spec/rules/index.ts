// Generated from the files of this folder by `npm run generate`. Do not edit.
import type { Rule } from '../rule.ts';
import { rule as alignLength } from './align-length.ts';
import { rule as alignStart } from './align-start.ts';
import { rule as domainAligned } from './domain-aligned.ts';
import { rule as domainNeedsFile } from './domain-needs-file.ts';
import { rule as domainNeedsFixed } from './domain-needs-fixed.ts';
import { rule as domainOverlapRefused } from './domain-overlap-refused.ts';
import { rule as domainWritesShared } from './domain-writes-shared.ts';
import { rule as eligibleShares } from './eligible-shares.ts';
import { rule as flagRequired } from './flag-required.ts';
import { rule as ineligibleSucceedsOrRefused } from './ineligible-succeeds-or-refused.ts';
import { rule as needsFile } from './needs-file.ts';
import { rule as needsMapShared } from './needs-map-shared.ts';
import { rule as sameAddress } from './same-address.ts';
import { rule as sameFile } from './same-file.ts';
import { rule as sameLength } from './same-length.ts';
import { rule as sameOffset } from './same-offset.ts';
import { rule as samePagesOnly } from './same-pages-only.ts';
import { rule as shareTypeRequired } from './share-type-required.ts';
import { rule as wholeSlotOnly } from './whole-slot-only.ts';
import { rule as windowAligned } from './window-aligned.ts';
import { rule as windowInPlace } from './window-in-place.ts';
import { rule as accessMarksEntry } from './access-marks-entry.ts';
import { rule as cachedTableAlive } from './cached-table-alive.ts';
import { rule as domainIsolated } from './domain-isolated.ts';
import { rule as entryMapsFilePage } from './entry-maps-file-page.ts';
import { rule as entryObeysProtection } from './entry-obeys-protection.ts';
import { rule as faultFillsHost } from './fault-fills-host.ts';
import { rule as faultShares } from './fault-shares.ts';
import { rule as forkSharesTables } from './fork-shares-tables.ts';
import { rule as guestEntryEmptyOrHost } from './guest-entry-empty-or-host.ts';
import { rule as neighboursNotDrawnIn } from './neighbours-not-drawn-in.ts';
import { rule as oneTablePerSlot } from './one-table-per-slot.ts';
import { rule as reachedOnlyBySharers } from './reached-only-by-sharers.ts';
import { rule as shareCountExact } from './share-count-exact.ts';
import { rule as tableAliveWhileLinked } from './table-alive-while-linked.ts';
import { rule as unitEntryEmptyOrHost } from './unit-entry-empty-or-host.ts';
import { rule as upperTablesApart } from './upper-tables-apart.ts';
import { rule as dontneedKeepsData } from './dontneed-keeps-data.ts';
import { rule as fileContentShown } from './file-content-shown.ts';
import { rule as givenMemoryShown } from './given-memory-shown.ts';
import { rule as infoShowsUnit } from './info-shows-unit.ts';
import { rule as otherFilesUntouched } from './other-files-untouched.ts';
import { rule as plainMappingCoherent } from './plain-mapping-coherent.ts';
import { rule as privateCopyPrivate } from './private-copy-private.ts';
import { rule as readShowsBytes } from './read-shows-bytes.ts';
import { rule as regionTold } from './region-told.ts';
import { rule as removeClearsForAll } from './remove-clears-for-all.ts';
import { rule as replacedForAll } from './replaced-for-all.ts';
import { rule as sizeShown } from './size-shown.ts';
import { rule as storesSeenBySharers } from './stores-seen-by-sharers.ts';
import { rule as holeFaults } from './hole-faults.ts';
import { rule as leavesBeforeChange } from './leaves-before-change.ts';
import { rule as noStaleTranslation } from './no-stale-translation.ts';
import { rule as noStaleWalk } from './no-stale-walk.ts';
import { rule as placedProtectionDecides } from './placed-protection-decides.ts';
import { rule as protectCostFlat } from './protect-cost-flat.ts';
import { rule as protectDurable } from './protect-durable.ts';
import { rule as protectEveryCpu } from './protect-every-cpu.ts';
import { rule as protectExactPages } from './protect-exact-pages.ts';
import { rule as protectOnlyCaller } from './protect-only-caller.ts';
import { rule as protectOwn } from './protect-own.ts';
import { rule as protectReachesSharers } from './protect-reaches-sharers.ts';
import { rule as sameRightsOnly } from './same-rights-only.ts';
import { rule as unplacedUnreachable } from './unplaced-unreachable.ts';
import { rule as unprotectReachesSharers } from './unprotect-reaches-sharers.ts';
import { rule as unsharedProtectionPrivate } from './unshared-protection-private.ts';
import { rule as closeKeepsMapping } from './close-keeps-mapping.ts';
import { rule as detachOnlyCaller } from './detach-only-caller.ts';
import { rule as detachedUnreachable } from './detached-unreachable.ts';
import { rule as domainEnds } from './domain-ends.ts';
import { rule as execDetaches } from './exec-detaches.ts';
import { rule as exitAnyOrder } from './exit-any-order.ts';
import { rule as forkLinksNothing } from './fork-links-nothing.ts';
import { rule as forkShares } from './fork-shares.ts';
import { rule as freedOnce } from './freed-once.ts';
import { rule as lastOutFrees } from './last-out-frees.ts';
import { rule as nameGivenBack } from './name-given-back.ts';
import { rule as nameOutlivesExit } from './name-outlives-exit.ts';
import { rule as nothingLeaked } from './nothing-leaked.ts';
import { rule as othersKeepTables } from './others-keep-tables.ts';
import { rule as ownerCloseEmpties } from './owner-close-empties.ts';
import { rule as ownerExitEmpties } from './owner-exit-empties.ts';
import { rule as ownerlessNotFilled } from './ownerless-not-filled.ts';
import { rule as partialMunmapRefused } from './partial-munmap-refused.ts';
import { rule as reattachFresh } from './reattach-fresh.ts';
import { rule as regionGoneUnreferenced } from './region-gone-unreferenced.ts';
import { rule as sharerExitUndisturbed } from './sharer-exit-undisturbed.ts';
import { rule as truncateReachesAll } from './truncate-reaches-all.ts';
import { rule as unlinkKeepsWindows } from './unlink-keeps-windows.ts';
import { rule as windowLeftWhole } from './window-left-whole.ts';
import { rule as windowNotChanged } from './window-not-changed.ts';
import { rule as baselineReturns } from './baseline-returns.ts';
import { rule as leafTablesFlat } from './leaf-tables-flat.ts';
import { rule as presenceFollowsTable } from './presence-follows-table.ts';
import { rule as tableBytesExact } from './table-bytes-exact.ts';
import { rule as attachInPlace } from './attach-in-place.ts';
import { rule as attachSame } from './attach-same.ts';
import { rule as attachWhole } from './attach-whole.ts';
import { rule as attachWithinRegion } from './attach-within-region.ts';
import { rule as attachWithinRights } from './attach-within-rights.ts';
import { rule as changeWithinRegion } from './change-within-region.ts';
import { rule as errnoPermitted } from './errno-permitted.ts';
import { rule as failedCallChangesNothing } from './failed-call-changes-nothing.ts';
import { rule as faultKind } from './fault-kind.ts';
import { rule as faultOwed } from './fault-owed.ts';
import { rule as firstMappingBegins } from './first-mapping-begins.ts';
import { rule as hugePagesWhole } from './huge-pages-whole.ts';
import { rule as madeOfMappings } from './made-of-mappings.ts';
import { rule as mmapAddress } from './mmap-address.ts';
import { rule as nameNotTaken } from './name-not-taken.ts';
import { rule as noMemoryTold } from './no-memory-told.ts';
import { rule as placeWithinRegion } from './place-within-region.ts';
import { rule as sharedByWholeUnits } from './shared-by-whole-units.ts';
import { rule as sizeSetOnce } from './size-set-once.ts';
import { rule as successOwed } from './success-owed.ts';
import { rule as unplaceWithinRegion } from './unplace-within-region.ts';

/** Every rule, by family. */
export const rules: readonly Rule[] = [
  alignLength,
  alignStart,
  domainAligned,
  domainNeedsFile,
  domainNeedsFixed,
  domainOverlapRefused,
  domainWritesShared,
  eligibleShares,
  flagRequired,
  ineligibleSucceedsOrRefused,
  needsFile,
  needsMapShared,
  sameAddress,
  sameFile,
  sameLength,
  sameOffset,
  samePagesOnly,
  shareTypeRequired,
  wholeSlotOnly,
  windowAligned,
  windowInPlace,
  accessMarksEntry,
  cachedTableAlive,
  domainIsolated,
  entryMapsFilePage,
  entryObeysProtection,
  faultFillsHost,
  faultShares,
  forkSharesTables,
  guestEntryEmptyOrHost,
  neighboursNotDrawnIn,
  oneTablePerSlot,
  reachedOnlyBySharers,
  shareCountExact,
  tableAliveWhileLinked,
  unitEntryEmptyOrHost,
  upperTablesApart,
  dontneedKeepsData,
  fileContentShown,
  givenMemoryShown,
  infoShowsUnit,
  otherFilesUntouched,
  plainMappingCoherent,
  privateCopyPrivate,
  readShowsBytes,
  regionTold,
  removeClearsForAll,
  replacedForAll,
  sizeShown,
  storesSeenBySharers,
  holeFaults,
  leavesBeforeChange,
  noStaleTranslation,
  noStaleWalk,
  placedProtectionDecides,
  protectCostFlat,
  protectDurable,
  protectEveryCpu,
  protectExactPages,
  protectOnlyCaller,
  protectOwn,
  protectReachesSharers,
  sameRightsOnly,
  unplacedUnreachable,
  unprotectReachesSharers,
  unsharedProtectionPrivate,
  closeKeepsMapping,
  detachOnlyCaller,
  detachedUnreachable,
  domainEnds,
  execDetaches,
  exitAnyOrder,
  forkLinksNothing,
  forkShares,
  freedOnce,
  lastOutFrees,
  nameGivenBack,
  nameOutlivesExit,
  nothingLeaked,
  othersKeepTables,
  ownerCloseEmpties,
  ownerExitEmpties,
  ownerlessNotFilled,
  partialMunmapRefused,
  reattachFresh,
  regionGoneUnreferenced,
  sharerExitUndisturbed,
  truncateReachesAll,
  unlinkKeepsWindows,
  windowLeftWhole,
  windowNotChanged,
  baselineReturns,
  leafTablesFlat,
  presenceFollowsTable,
  tableBytesExact,
  attachInPlace,
  attachSame,
  attachWhole,
  attachWithinRegion,
  attachWithinRights,
  changeWithinRegion,
  errnoPermitted,
  failedCallChangesNothing,
  faultKind,
  faultOwed,
  firstMappingBegins,
  hugePagesWhole,
  madeOfMappings,
  mmapAddress,
  nameNotTaken,
  noMemoryTold,
  placeWithinRegion,
  sharedByWholeUnits,
  sizeSetOnce,
  successOwed,
  unplaceWithinRegion,
];
