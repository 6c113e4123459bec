/** What tells one generation of the interface from another, as far as the machine goes. */
export interface Design {
  readonly id: string;
  /** Sharers have entries of this level in common: 2 PMD, 3 PUD, 4 P4D, 5 PGD. A machine of fewer levels has its top one instead. */
  readonly unit: 2 | 3 | 4 | 5;
  /**
   * What a region is known by: the pages of a file that mappings have in common; a file of msharefs; a descriptor; or nothing, since
   * tables are shared without a region.
   */
  readonly knownBy: 'pages' | 'file' | 'descriptor' | 'nothing';
  /** What gives it its size: whoever maps it first, the size of its file, or the memory that it is made of. */
  readonly sizedBy: 'mapping' | 'size' | 'memory';
  /** Is it at one address in all who share it? */
  readonly sameAddress?: boolean;
  /** Does it end with the process that made it? */
  readonly owned?: boolean;
  /** Do ioctls of a region's file change what is in it? */
  readonly contentsByIoctl?: boolean;
  /** Does mprotect of a window change the region? Where it does not, it is refused. */
  readonly windowsEdit: boolean;
}

const mapSharedPt: Design = {
  id: 'map-shared-pt',
  unit: 2,
  knownBy: 'pages',
  sizedBy: 'mapping',
  windowsEdit: true,
};

const sized: Omit<Design, 'id' | 'knownBy'> = { unit: 4, sizedBy: 'size', owned: true, windowsEdit: false };
const inPlace: Omit<Design, 'id' | 'sizedBy'> = { unit: 5, knownBy: 'file', sameAddress: true, windowsEdit: true };

/** The first is what a setup of an unknown generation gets. */
export const designs: readonly Design[] = [
  mapSharedPt,
  { ...mapSharedPt, id: 'hugetlb-pmd', knownBy: 'nothing' },
  { ...sized, id: 'msharefs-ioctl', knownBy: 'file', contentsByIoctl: true },
  { ...sized, id: 'mshare-protect', knownBy: 'descriptor' },
  { ...inPlace, id: 'msharefs', sizedBy: 'mapping' },
  { ...inPlace, id: 'mshare-call', sizedBy: 'memory' },
];

export function designOf(generation: string): Design {
  return designs.find(({ id }) => id === generation) ?? mapSharedPt;
}
