import type { CallName } from '../../schemas/contract.ts';
import type { CallSpec } from './call-spec.ts';
import { close, ftruncate, open } from './files.ts';
import { present, tableBytes, tables } from './looks.ts';
import { madvise } from './madvise.ts';
import { mmap } from './mmap.ts';
import { mprotect } from './mprotect.ts';
import { mremap } from './mremap.ts';
import { munmap } from './munmap.ts';
import { exec, exit, fork } from './processes.ts';

/** Every call but loads and stores, which `access.ts` speaks of. */
export const callSpecs: Readonly<Record<Exclude<CallName, 'load' | 'store'>, CallSpec>> = {
  open,
  close,
  ftruncate,
  mmap,
  munmap,
  mprotect,
  madvise,
  mremap,
  fork,
  exec,
  exit,
  tables,
  'table-bytes': tableBytes,
  present,
};
