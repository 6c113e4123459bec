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
import { unjudged } from './unjudged.ts';

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
  mount: unjudged,
  umount: unjudged,
  unlink: unjudged,
  read: unjudged,
  fstat: unjudged,
  fallocate: unjudged,
  ioctl: unjudged,
  mshare: unjudged,
  mshare_unlink: unjudged,
  mshare_create: unjudged,
  mshare_attach: unjudged,
  mshare_detach: unjudged,
  mshare_map: unjudged,
  mshare_unmap: unjudged,
  mshare_protect: unjudged,
  mshare_advise: unjudged,
  'pass-fd': unjudged,
};
