import type { Traits } from '../traits.ts';

/**
 * mshare() and mshare_unlink(): what a process has mapped in whole units becomes a region with a name, and who calls with that name has the
 * same memory at the same addresses. The hardened calls of April 2022 differ in questions only. What was posted is taken for what it means
 * to do; where it does otherwise, that is a finding.
 */
export const generation: Traits = {
  id: 'mshare-call',
  title: 'mshare() and mshare_unlink(): what one process has mapped is a region with a name',
  source:
    'RFC "Add support for shared PTEs across processes", 18 January 2022 (6 patches), PATCH v1, 11 April 2022 (14 patches), and their discussion',
  doorway: 'syscall',
  unit: 'PGD',
  sameAddress: true,
  objects: 'any',
  protection: 'region',
  size: 'first-mapping',
  contents: 'creators-mappings',
  lifetime: 'unlinks',
  mprotect: 'region',
  partialUnmap: 'refused',
  hint: false,
  owner: 'host',
  sharing: 'owed',
  files: 'any',
};
