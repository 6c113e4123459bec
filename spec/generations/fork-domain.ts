import type { Traits } from '../traits.ts';

/**
 * Sharing that is inherited: a process maps files into a domain of its own, and whoever it forks shares the tables until it changes
 * something. Protection is private, and nobody else can join.
 */
export const generation: Traits = {
  id: 'fork-domain',
  title: 'mmap(MAP_SHARED_PT) into a domain that fork inherits',
  source:
    'Android, mm/ptshare.c and its tests, 2026 (a tree of Kalesh Singh), and the discussion of shared tables for Zygote in February 2026',
  doorway: 'flag',
  unit: 'PMD',
  sameAddress: true,
  objects: 'file',
  protection: 'mapping',
  size: 'first-mapping',
  contents: 'first-mapping',
  lifetime: 'sharers',
  mprotect: 'mapping',
  partialUnmap: 'permitted',
  hint: false,
  owner: 'domain',
  sharing: 'owed',
  files: 'any',
};
