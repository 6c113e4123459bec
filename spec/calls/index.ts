import type { CallName } from '../../schemas/contract.ts';
import type { CallSpec } from './call-spec.ts';
import { close } from './close.ts';
import { fallocate } from './fallocate.ts';
import { ftruncate } from './ftruncate.ts';
import { ioctl } from './ioctl.ts';
import { present, tableBytes, tables } from './looks.ts';
import { madvise } from './madvise.ts';
import { mmap } from './mmap.ts';
import { mprotect } from './mprotect.ts';
import { mremap } from './mremap.ts';
import { mount, umount, unlink } from './names.ts';
import { mshareAdvise } from './mshare-advise.ts';
import { mshareAttach } from './mshare-attach.ts';
import { mshareCreate } from './mshare-create.ts';
import { mshareDetach } from './mshare-detach.ts';
import { mshareMap } from './mshare-map.ts';
import { mshareProtect } from './mshare-protect.ts';
import { mshareUnmap } from './mshare-unmap.ts';
import { mshareUnlink } from './mshare-unlink.ts';
import { mshare } from './mshare.ts';
import { munmap } from './munmap.ts';
import { open } from './open.ts';
import { passFd } from './pass-fd.ts';
import { exec, exit, fork } from './processes.ts';
import { fstat, read } from './reading.ts';

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
  mount,
  umount,
  unlink,
  read,
  fstat,
  fallocate,
  ioctl,
  mshare_create: mshareCreate,
  mshare_attach: mshareAttach,
  mshare_detach: mshareDetach,
  mshare_map: mshareMap,
  mshare_unmap: mshareUnmap,
  mshare_protect: mshareProtect,
  mshare_advise: mshareAdvise,
  mshare,
  mshare_unlink: mshareUnlink,
  'pass-fd': passFd,
};
