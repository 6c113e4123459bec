/** What tells one generation of the interface from another. Rules hold for traits, never for names. */
export interface Traits {
  /** The id of the generation, as traces and bodies name it. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /**
   * Where sharing is asked for: by mshare(), by a set of calls, by mmap of a region file, by a flag of mmap, by ioctls on a region
   * file; none: it is not asked for, and comes where it can.
   */
  readonly doorway: 'syscall' | 'syscalls' | 'file' | 'flag' | 'ioctl' | 'none';
  /** One entry of this level is what sharers have in common. */
  readonly unit: 'PMD' | 'PUD' | 'P4D' | 'PGD';
  /** Sharers must map at the same address; else each window lies where its process wants it. */
  readonly sameAddress: boolean;
  readonly objects: 'file' | 'anonymous' | 'any';
  /** Who decides what accesses are allowed: the region for all its sharers, or each mapping for itself. */
  readonly protection: 'region' | 'mapping';
  /** Where the size of a region comes from: what the first one maps, or a call that sets it once. */
  readonly size: 'first-mapping' | 'set-once';
  /** What a region holds: the object of its first mapping, what its creator had mapped there, or what calls put at each page. */
  readonly contents: 'first-mapping' | 'creators-mappings' | 'placed';
  /**
   * What keeps a region: its sharers; names, descriptors and windows; its owner beside these, or its owner as long as that has a
   * descriptor of it; as many unlinks as there were creations and attachments.
   */
  readonly lifetime: 'sharers' | 'references' | 'owner' | 'owner-descriptor' | 'unlinks';
  /** What mprotect does in the window of a sharer: it changes the region, or the mapping alone, or is refused. */
  readonly mprotect: 'region' | 'mapping' | 'refused';
  /** Whether a part of a window can be unmapped. */
  readonly partialUnmap: 'permitted' | 'refused';
  /** A request that cannot be shared succeeds unshared (a hint), at least in one reading. */
  readonly hint: boolean;
  /**
   * Who owns the tables: the host mm of a region that mappings join, whoever reaches them, or the hidden mm of a domain, which a
   * process has from its first such mapping on and passes on by fork alone.
   */
  readonly owner: 'host' | 'sharers' | 'domain';
  /** Sharing that is possible is owed, or it is an optimisation (q-share-owed). */
  readonly sharing: 'owed' | 'optional';
  /** The files that are mapped: any, with the sizes of ordinary pages, or those of hugetlbfs, with sizes of its own. */
  readonly files: 'any' | 'hugetlbfs';
}
