import type { Traits } from '../traits.ts';

/**
 * msharefs with ioctls: a file is a region, which gets its size once, is filled by ioctls and attached as a whole. What was posted is taken
 * for what it means to do; where it does otherwise, that is a finding.
 */
export const generation: Traits = {
  id: 'msharefs-ioctl',
  title: 'msharefs: a region is a file, filled by ioctls and attached by mmap',
  source:
    'PATCH v3 "Add support for shared PTEs across processes", 19 August 2025 (22 patches), its earlier versions and their discussion until February 2026',
  doorway: 'ioctl',
  unit: 'P4D',
  sameAddress: false,
  objects: 'any',
  protection: 'region',
  size: 'set-once',
  contents: 'placed',
  lifetime: 'owner',
  mprotect: 'refused',
  partialUnmap: 'refused',
  hint: false,
  owner: 'host',
  sharing: 'owed',
  files: 'any',
};
