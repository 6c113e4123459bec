/** What tells one generation of the interface from another. Rules hold for traits, never for names. */
export interface Traits {
  /** The id of the generation, as traces and bodies name it. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Where sharing is asked for; none: it is not asked for, and comes where it can. */
  readonly doorway: 'syscall' | 'file' | 'flag' | 'ioctl' | 'none';
  /** One entry of this level is what sharers have in common. */
  readonly unit: 'PMD' | 'PUD' | 'P4D' | 'PGD';
  /** Sharers must map at the same address. */
  readonly sameAddress: boolean;
  readonly objects: 'file' | 'anonymous' | 'any';
  /** Who decides what accesses are allowed: the region for all its sharers, or each mapping for itself. */
  readonly protection: 'region' | 'mapping';
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
