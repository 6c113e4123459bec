/** Choices among the readings that the sources leave open. Each key is an anchor in docs/questions.md. */
export interface Choices {
  /** A request that cannot be shared: succeeds unshared, is refused, or either. */
  readonly 'q-ineligible': 'either' | 'succeed' | 'refuse';
  /** An eligible mapping whose protection differs from the first mapper's: shares, stays unshared, or either. */
  readonly 'q-join-protection': 'either' | 'share' | 'unshared';
  /** A second region of a file that has one already. */
  readonly 'q-second-region': 'either' | 'share' | 'unshared';
  /** munmap of more than the region. */
  readonly 'q-wider-munmap': 'either' | 'detach' | 'refuse';
  /** madvise(MADV_DONTNEED) on a shared region: accepted (data kept), or refused. */
  readonly 'q-dontneed': 'either' | 'keep' | 'refuse';
  /** mremap of a whole shared region: moves it (unshared afterwards), or is refused. */
  readonly 'q-mremap': 'either' | 'move' | 'refuse';
  /** Write access that a sharer's mprotect gives to a process that opened the file read-only. */
  readonly 'q-read-only-opener': 'either' | 'region' | 'refuse';
  /** mprotect over a hole fails; the pages before the hole: unchanged, changed, or either. */
  readonly 'q-mprotect-hole': 'either' | 'unchanged' | 'prefix';
  /** MAP_PRIVATE beside MAP_SHARED_PT: refused with EINVAL, accepted unshared, or either. */
  readonly 'q-private-flag': 'either' | 'succeed' | 'refuse';
  /** MAP_SHARED_VALIDATE beside MAP_SHARED_PT: EOPNOTSUPP, accepted, or either. */
  readonly 'q-validate': 'either' | 'succeed' | 'refuse';
  /** An mmap over a mapping of hugetlbfs is refused for its offset; what was there: stays, or may be gone. */
  readonly 'q-refused-fixed': 'either' | 'unchanged';
  /** A change to a part of a mapping in a domain: all of it stops sharing, the slots that are met, or either. */
  readonly 'q-unshare-extent': 'either' | 'mapping' | 'slots';
  /** A range of a domain that its sharers have left: free for a new mapping, still taken, or either. */
  readonly 'q-left-range': 'either' | 'free' | 'kept';
  /** Mappings that could share where sharing is an optimisation: they share, or either. */
  readonly 'q-share-owed': 'either' | 'share';
  /** A region sized to 0: refused, or a success after which it can still be sized, or never be used. */
  readonly 'q-size-zero': 'either' | 'refuse' | 'nothing' | 'useless';
  /** An object for a region whose owner is gone: refused, taken, or either. */
  readonly 'q-place-ownerless': 'either' | 'refuse' | 'allow';
  /** Who changes a region through a descriptor for reading, or without owning it: may be refused, or is let. */
  readonly 'q-place-rights': 'either' | 'allow';
  /** An offset in the object that is not page-aligned: refused, rounded down, or either. */
  readonly 'q-object-offset': 'either' | 'refuse' | 'round';
  /** A window that mremap is to move as a whole: moves, stays, or either. */
  readonly 'q-window-move': 'either' | 'move' | 'refuse';
  /** MADV_DONTNEED in a window: accepted (data kept), refused, or either. */
  readonly 'q-window-advice': 'either' | 'keep' | 'refuse';
  /** A window that asks for less than its region allows: the region decides, the window limits, or either. */
  readonly 'q-window-rights': 'either' | 'region' | 'window';
  /** mprotect of a part of a window, where it changes the region: changes these pages, is refused, or either. */
  readonly 'q-window-part': 'either' | 'change' | 'refuse';
  /** A region file mapped with MAP_PRIVATE: refused, shared all the same, or either. */
  readonly 'q-private-window': 'either' | 'refuse' | 'share';
  /** The windows of whoever unlinks the region: stay, go, or either. */
  readonly 'q-unlink-detaches': 'either' | 'keep' | 'detach';
  /** The windows of whoever gives the name of a region back: stay, go, or either. */
  readonly 'q-give-back-detaches': 'either' | 'keep' | 'detach';
  /** A second read of a region file: shows the same again, or goes on to its end. */
  readonly 'q-info-again': 'either' | 'again';
  /** mshare_info is unlinked: refused, goes like any name, or either. */
  readonly 'q-info-unlinked': 'either' | 'refuse' | 'go';
  /** ftruncate, fallocate and O_TRUNC of a region that a mapping sizes: refused, or a success that changes nothing. */
  readonly 'q-region-truncated': 'either' | 'nothing';
  /** A name that is new is given to mshare() without O_CREAT: made, refused, or either. */
  readonly 'q-create-flag': 'either' | 'create';
  /** An attachment asks for more than the creator did: refused, permitted, or either. */
  readonly 'q-attach-rights': 'either' | 'refuse' | 'allow';
  /** mmap into a part of a window on what mappings were given to: refused, made into the region for all, or either. */
  readonly 'q-window-mapped': 'either' | 'refuse' | 'region';
  /** An access to a hole in a region that was made of mappings: SIGSEGV, SIGBUS, or either. */
  readonly 'q-hole-signal': 'either' | 'sigsegv' | 'sigbus';
}

export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly choices: Choices;
}

const open: Choices = {
  'q-ineligible': 'either',
  'q-join-protection': 'either',
  'q-second-region': 'either',
  'q-wider-munmap': 'either',
  'q-dontneed': 'either',
  'q-mremap': 'either',
  'q-read-only-opener': 'either',
  'q-mprotect-hole': 'either',
  'q-private-flag': 'either',
  'q-validate': 'either',
  'q-unshare-extent': 'either',
  'q-left-range': 'either',
  'q-share-owed': 'either',
  'q-refused-fixed': 'either',
  'q-size-zero': 'either',
  'q-place-ownerless': 'either',
  'q-place-rights': 'either',
  'q-object-offset': 'either',
  'q-window-move': 'either',
  'q-window-advice': 'either',
  'q-window-rights': 'either',
  'q-window-part': 'either',
  'q-private-window': 'either',
  'q-unlink-detaches': 'either',
  'q-info-again': 'either',
  'q-info-unlinked': 'either',
  'q-region-truncated': 'either',
  'q-give-back-detaches': 'either',
  'q-create-flag': 'either',
  'q-attach-rights': 'either',
  'q-window-mapped': 'either',
  'q-hole-signal': 'either',
};

export const profiles: readonly Profile[] = [
  { id: 'default', title: 'Every reading that the sources leave open is permitted.', choices: open },
  {
    id: 'hint',
    title: 'The flag is a hint: what cannot be shared succeeds unshared.',
    choices: { ...open, 'q-ineligible': 'succeed', 'q-private-flag': 'succeed' },
  },
  {
    id: 'strict',
    title: 'The flag is a demand: what cannot be shared is refused.',
    choices: {
      ...open,
      'q-ineligible': 'refuse',
      'q-private-flag': 'refuse',
      'q-validate': 'refuse',
      'q-join-protection': 'share',
      'q-second-region': 'share',
      'q-share-owed': 'share',
      'q-refused-fixed': 'unchanged',
      'q-size-zero': 'refuse',
      'q-place-ownerless': 'refuse',
      'q-object-offset': 'refuse',
      'q-window-move': 'refuse',
      'q-window-advice': 'refuse',
      'q-window-rights': 'region',
      'q-window-part': 'change',
      'q-private-window': 'refuse',
      'q-unlink-detaches': 'keep',
      'q-info-again': 'again',
      'q-info-unlinked': 'refuse',
      'q-attach-rights': 'refuse',
      'q-window-mapped': 'refuse',
      'q-hole-signal': 'sigsegv',
    },
  },
];
