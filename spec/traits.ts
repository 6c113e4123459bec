/** What tells one generation of the interface from another. Rules hold for traits, never for names. */
export interface Traits {
  /** The id of the generation, as traces and bodies name it. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Where sharing is asked for. */
  readonly doorway: 'syscall' | 'file' | 'flag' | 'ioctl';
  /** One entry of this level is what guests share. */
  readonly unit: 'PMD' | 'P4D' | 'PGD';
  /** Sharers must map at the same address. */
  readonly sameAddress: boolean;
  readonly objects: 'file' | 'anonymous' | 'any';
  /** Who decides what accesses are allowed: the region for all its sharers, or each mapping for itself. */
  readonly protection: 'region' | 'mapping';
  /** A request that cannot be shared succeeds unshared (a hint), at least in one reading. */
  readonly hint: boolean;
}
