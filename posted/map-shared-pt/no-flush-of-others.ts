import { flushOwnMm } from '../../mutants/flush-own-mm.ts';
import type { Hazard } from '../hazard.ts';

export const noFlushOfOthers: Hazard = {
  id: 'no-flush-of-others',
  title: 'What changes in common tables is flushed for the caller, and for no other sharer.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 4; the host is never loaded on a CPU',
  machine: flushOwnMm,
};
