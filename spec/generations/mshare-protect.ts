import type { Traits } from '../traits.ts';

/**
 * The set of calls announced in 2026: create, attach, detach, map, unmap, protect, advise. Provisional: few of the signatures are published,
 * and no code. Where nothing is said the earlier series is taken for the model, and much is permitted.
 */
export const generation: Traits = {
  id: 'mshare-protect',
  title: 'mshare_create() and its set: regions behind descriptors, one call protects for all (provisional)',
  source: 'What was announced for LSF/MM/BPF 2026 and reported from there in May 2026, and the discussion of February 2026',
  doorway: 'syscalls',
  unit: 'P4D',
  sameAddress: false,
  objects: 'any',
  protection: 'region',
  size: 'set-once',
  contents: 'placed',
  lifetime: 'owner-descriptor',
  mprotect: 'refused',
  partialUnmap: 'refused',
  hint: false,
  owner: 'host',
  sharing: 'owed',
  files: 'any',
};
