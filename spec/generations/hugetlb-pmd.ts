import type { Traits } from '../traits.ts';

/**
 * Sharing of PMD pages by mappings of hugetlbfs, as Linux has done it since 2.6.20. Nobody asks for it, there is no host, and every
 * process keeps its own protection: whoever wants another one stops sharing. In traces the huge pages are the pages, so that the
 * table of a GiB is the leaf table and a slot is one GiB.
 */
export const generation: Traits = {
  id: 'hugetlb-pmd',
  title: 'PMD sharing of hugetlbfs mappings',
  source: 'Linux, mm/hugetlb.c (huge_pmd_share, huge_pmd_unshare), as it behaves in 6.1; mmap(2) on huge pages',
  doorway: 'none',
  unit: 'PUD',
  sameAddress: false,
  objects: 'file',
  protection: 'mapping',
  size: 'first-mapping',
  contents: 'first-mapping',
  lifetime: 'sharers',
  mprotect: 'mapping',
  partialUnmap: 'permitted',
  hint: true,
  owner: 'sharers',
  sharing: 'optional',
  files: 'hugetlbfs',
};
