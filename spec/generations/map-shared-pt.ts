import type { Traits } from '../traits.ts';

/** mmap(MAP_SHARED | MAP_SHARED_PT), "ptshare": one flag, one file, one region, tables shared by the PMD. */
export const generation: Traits = {
  id: 'map-shared-pt',
  title: 'mmap(MAP_SHARED | MAP_SHARED_PT)',
  source:
    'RFC v2 "Add support for sharing page tables across processes (previously mshare)", 26 April 2023, and its discussion until October 2023',
  doorway: 'flag',
  unit: 'PMD',
  sameAddress: true,
  objects: 'file',
  protection: 'region',
  size: 'first-mapping',
  contents: 'first-mapping',
  lifetime: 'sharers',
  mprotect: 'region',
  partialUnmap: 'refused',
  hint: true,
  owner: 'host',
  sharing: 'owed',
  files: 'any',
};
