/** The questions that the sources leave open and a profile can settle. Each key is an anchor in docs/questions.md. */

interface Question {
  /** What is open. */
  readonly title: string;
  /** The readings among which a profile may choose one; with 'either', all of them are permitted. */
  readonly readings: readonly string[];
}

export const QUESTIONS = {
  'q-ineligible': {
    title: 'A request that cannot be shared: succeeds unshared, is refused.',
    readings: ['succeed', 'refuse'],
  },
  'q-join-protection': {
    title: 'An eligible mapping whose protection differs from the first mapper’s: shares, stays unshared.',
    readings: ['share', 'unshared'],
  },
  'q-second-region': {
    title: 'A second region of a file that has one already.',
    readings: ['share', 'unshared'],
  },
  'q-wider-munmap': {
    title: 'munmap of more than the region.',
    readings: ['detach', 'refuse'],
  },
  'q-dontneed': {
    title: 'madvise(MADV_DONTNEED) on a shared region: accepted (data kept), or refused.',
    readings: ['keep', 'refuse'],
  },
  'q-mremap': {
    title: 'mremap of a whole shared region: moves it (unshared afterwards), or is refused.',
    readings: ['move', 'refuse'],
  },
  'q-read-only-opener': {
    title: 'Write access that a sharer’s mprotect gives to a process that opened the file read-only.',
    readings: ['region', 'refuse'],
  },
  'q-mprotect-hole': {
    title: 'mprotect over a hole fails; the pages before the hole: unchanged, changed.',
    readings: ['unchanged', 'prefix'],
  },
  'q-private-flag': {
    title: 'MAP_PRIVATE beside MAP_SHARED_PT: refused with EINVAL, accepted unshared.',
    readings: ['succeed', 'refuse'],
  },
  'q-validate': {
    title: 'MAP_SHARED_VALIDATE beside MAP_SHARED_PT: EOPNOTSUPP, accepted.',
    readings: ['succeed', 'refuse'],
  },
  'q-refused-fixed': {
    title: 'An mmap over a mapping of hugetlbfs is refused for its offset; what was there: stays, or may be gone.',
    readings: ['unchanged'],
  },
  'q-unshare-extent': {
    title: 'A change to a part of a mapping in a domain: all of it stops sharing, the slots that are met.',
    readings: ['mapping', 'slots'],
  },
  'q-left-range': {
    title: 'A range of a domain that its sharers have left: free for a new mapping, still taken.',
    readings: ['free', 'kept'],
  },
  'q-share-owed': {
    title: 'Mappings that could share where sharing is an optimisation: they share.',
    readings: ['share'],
  },
  'q-size-zero': {
    title: 'A region sized to 0: refused, or a success after which it can still be sized, or never be used.',
    readings: ['refuse', 'nothing', 'useless'],
  },
  'q-place-ownerless': {
    title: 'An object for a region whose owner is gone: refused, taken.',
    readings: ['refuse', 'allow'],
  },
  'q-place-rights': {
    title: 'Who changes a region through a descriptor for reading, or without owning it: may be refused, or is let.',
    readings: ['allow'],
  },
  'q-object-offset': {
    title: 'An offset in the object that is not page-aligned: refused, rounded down.',
    readings: ['refuse', 'round'],
  },
  'q-window-move': {
    title: 'A window that mremap is to move as a whole: moves, stays.',
    readings: ['move', 'refuse'],
  },
  'q-window-advice': {
    title: 'MADV_DONTNEED in a window: accepted (data kept), refused.',
    readings: ['keep', 'refuse'],
  },
  'q-window-rights': {
    title: 'A window that asks for less than its region allows: the region decides, the window limits.',
    readings: ['region', 'window'],
  },
  'q-window-part': {
    title: 'mprotect of a part of a window, where it changes the region: changes these pages, is refused.',
    readings: ['change', 'refuse'],
  },
  'q-private-window': {
    title: 'A region file mapped with MAP_PRIVATE: refused, shared all the same.',
    readings: ['refuse', 'share'],
  },
  'q-unlink-detaches': {
    title: 'The windows of whoever unlinks the region: stay, go.',
    readings: ['keep', 'detach'],
  },
  'q-give-back-detaches': {
    title: 'The windows of whoever gives the name of a region back: stay, go.',
    readings: ['keep', 'detach'],
  },
  'q-info-again': {
    title: 'A second read of a region file: shows the same again, or goes on to its end.',
    readings: ['again'],
  },
  'q-info-unlinked': {
    title: 'mshare_info is unlinked: refused, goes like any name.',
    readings: ['refuse', 'go'],
  },
  'q-region-truncated': {
    title: 'ftruncate, fallocate and O_TRUNC of a region that a mapping sizes: refused, or a success that changes nothing.',
    readings: ['nothing'],
  },
  'q-create-flag': {
    title: 'A name that is new is given to mshare() without O_CREAT: made, refused.',
    readings: ['create'],
  },
  'q-attach-rights': {
    title: 'An attachment asks for more than the creator did: refused, permitted.',
    readings: ['refuse', 'allow'],
  },
  'q-window-mapped': {
    title: 'mmap into a part of a window on what mappings were given to: refused, made into the region for all.',
    readings: ['refuse', 'region'],
  },
  'q-hole-signal': {
    title: 'An access to a hole in a region that was made of mappings: SIGSEGV, SIGBUS.',
    readings: ['sigsegv', 'sigbus'],
  },
} as const satisfies Readonly<Record<`q-${string}`, Question>>;

export type QuestionName = keyof typeof QUESTIONS;

/** What of each question is permitted. */
export type Choices = { readonly [Q in QuestionName]: (typeof QUESTIONS)[Q]['readings'][number] | 'either' };
