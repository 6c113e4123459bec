/** Worlds of the models of generations, what is in them, and how soon their broken variants are found. */

/** "2x1x2x1x1": processes, CPUs, addresses for windows, slots of a region, pages of a slot. There is one region, and one object. */
export function worldOf(text: string): Record<string, number> {
  const [PROCESSES = 1, CPUS = 1, BASES = 1, SLOTS = 1, INDICES = 1] = text.split('x').map(Number);
  return { PROCESSES, CPUS, BASES, SLOTS, INDICES, REGIONS: 1, OBJECTS: 1 };
}

export const WORLDS = { small: '2x1x1x1x1', twoAddresses: '2x1x2x1x1', twoCpus: '2x2x1x1x1', twoSlots: '2x1x1x2x1' } as const;

type Pin = readonly [world: string, states: number, transitions: number];

/** States and transitions of each model. Between them the worlds of a generation have every witness. */
export const PINNED: Readonly<Record<string, readonly Pin[]>> = {
  hugetlb_pmd: [
    ['1x1x2x1x1', 173, 2434],
    ['2x2x1x1x1', 443, 8616],
    ['2x1x1x1x2', 3591, 100_868],
  ],
  fork_domain: [['2x1x1x1x1', 5469, 81_632]],
  msharefs_ioctl: [
    ['2x2x1x1x1', 2134, 63_722],
    ['2x1x2x1x1', 14_294, 371_690],
  ],
  mshare_protect: [['2x1x2x1x1', 3802, 106_696]],
  msharefs: [
    ['2x2x1x1x1', 958, 27_012],
    ['2x1x2x1x1', 1196, 25_320],
  ],
  mshare_call: [
    ['2x2x1x1x1', 2544, 88_914],
    ['1x1x2x1x1', 292, 6312],
  ],
};

/** What needs more than the smallest world to be seen. */
export const BROKEN_WORLDS: Readonly<Record<string, string>> = {
  call_any_place: WORLDS.twoAddresses,
  huge_other_gib: WORLDS.twoSlots,
  msharefs_any_address: WORLDS.twoAddresses,
};

/** The invariants of a broken model that fall, with the steps of the shortest counterexample. */
export const SHORTEST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  call_any_place: { oneAddress: 3, onlyRightfulShares: 3 },
  call_any_rights: { onlyRightfulShares: 3 },
  call_dead_maker: { makerLives: 3 },
  call_exit_gives_back: { usesCounted: 3 },
  call_first_unlink_frees: { usesCounted: 4 },
  call_fork_counts: { usesCounted: 4 },
  call_makes_empty_region: { wholeAndApart: 2 },
  call_never_freed: { keptOrGone: 4 },
  call_refusal_counts: { failureChangesNothing: 3, usesCounted: 3 },
  call_unlink_keeps_window: { givenBackIsGone: 4 },
  domain_changes_for_all: { leavesBeforeChange: 2, protectionPrivate: 4 },
  domain_child_joins_what_was_left: { onlyKinShare: 4 },
  domain_held_by_dead: { holdersLive: 2 },
  domain_leaves_with_other_memory: { oneFileForAll: 2 },
  domain_not_inherited: { childLikeParent: 3, onlyKinShare: 3 },
  domain_of_all: { domainsByFork: 3 },
  domain_range_stays: { lastOutFrees: 2 },
  domain_refusal_keeps_domain: { failureChangesNothing: 1 },
  domain_takes_anything: { onlyEligibleShare: 1 },
  domain_takes_overlap: { onlyEligibleShare: 5 },
  huge_change_not_flushed: { accessObeysProtection: 6, nothingStale: 5 },
  huge_cuts_all: { leavingTouchesOnlyItself: 5 },
  huge_entry_keeps_rights: { accessObeysProtection: 5, entryObeysProtection: 4 },
  huge_exit_keeps_mappings: { deadShareNothing: 2 },
  huge_fork_links: { forkLinksNothing: 4, linksCounted: 4 },
  huge_freed_with_entries: { lastOutFrees: 4 },
  huge_leaver_frees: { linkedTableAllocated: 5 },
  huge_link_not_counted: { linksCounted: 4 },
  huge_never_shares: { faultShares: 4 },
  huge_other_gib: { samePagesOnly: 3 },
  huge_part_unlinks: { failureChangesNothing: 3 },
  huge_protect_in_place: { othersKeepEntries: 6, sameRightsOnly: 5 },
  huge_rights_ignored: { sameRightsOnly: 4 },
  huge_unmap_keeps_links: { reachedBySharersOnly: 3 },
  ioctl_attaches_unsized: { onlyUsableAttached: 2 },
  ioctl_child_owns: { ownerNeverChanges: 3 },
  ioctl_dead_owns: { ownerLives: 2 },
  ioctl_fault_maps: { mappingDurable: 7 },
  ioctl_fills_without_owner: { emptyWithoutOwner: 5 },
  ioctl_never_freed: { keptOrGone: 3 },
  ioctl_owner_leaves_contents: { emptyWithoutOwner: 4 },
  ioctl_place_keeps_entry: { accessObeysProtection: 8, entryFollowsMapping: 6 },
  ioctl_refusal_unlinks: { failureChangesNothing: 7 },
  ioctl_unlink_frees: { keptOrGone: 4, unlinkHurtsNobody: 4 },
  msharefs_any_address: { oneAddress: 3, onlyMatchingAttached: 3 },
  msharefs_furnished_again: { protectionDurable: 5 },
  msharefs_never_freed: { keptOrGone: 3 },
  msharefs_refusal_unlinks: { failureChangesNothing: 5 },
  msharefs_unlink_frees: { keptOrGone: 3, unlinkHurtsNobody: 3 },
  protect_any_close_empties: { protectionDurable: 5 },
  protect_attaches_without_owner: { onlyUsableAttached: 5 },
  protect_child_owns: { ownerNeverChanges: 3 },
  protect_close_changes_nothing: { emptyWithoutOwner: 5 },
  protect_never_freed: { keptOrGone: 2 },
  protect_owner_without_descriptor: { ownerHolds: 3 },
  protect_refusal_unlinks: { failureChangesNothing: 7 },
};
