import type { Traits } from '../traits.ts';

/**
 * msharefs without ioctls: a file is a region, and whoever maps it first says where it lies and how large it is; the others read that from
 * the file and map the same. What was posted is taken for what it means to do; where it does otherwise, that is a finding.
 */
export const generation: Traits = {
  id: 'msharefs',
  title: 'msharefs: a region is a file, begun by its first mmap and joined at the same place',
  source: 'PATCH v2 "Add support for shared PTEs across processes", 29 June 2022 (9 patches), and its discussion until July 2022',
  doorway: 'file',
  unit: 'PGD',
  sameAddress: true,
  objects: 'anonymous',
  protection: 'region',
  size: 'first-mapping',
  contents: 'first-mapping',
  lifetime: 'references',
  mprotect: 'region',
  partialUnmap: 'refused',
  hint: false,
  owner: 'host',
  sharing: 'owed',
  files: 'any',
};
