import type { Call, CallName, CallOf } from '../../schemas/contract.ts';
import { notHere } from '../answers.ts';
import type { Design } from '../designs.ts';
import type { CallKind, Plan } from '../stage.ts';
import { close } from './close.ts';
import { exec } from './exec.ts';
import { exit } from './exit.ts';
import { fallocate } from './fallocate.ts';
import { fork } from './fork.ts';
import { fstat } from './fstat.ts';
import { ftruncate } from './ftruncate.ts';
import { ioctl } from './ioctl.ts';
import { load } from './load.ts';
import { madvise } from './madvise.ts';
import { mmap } from './mmap.ts';
import { mount } from './mount.ts';
import { mprotect } from './mprotect.ts';
import { mremap } from './mremap.ts';
import { mshareCreate } from './mshare-create.ts';
import { mshareAttach } from './mshare-attach.ts';
import { mshareDetach } from './mshare-detach.ts';
import { mshareMap } from './mshare-map.ts';
import { mshareUnlink } from './mshare-unlink.ts';
import { mshare } from './mshare.ts';
import { mshareUnmap } from './mshare-unmap.ts';
import { mshareProtect } from './mshare-protect.ts';
import { mshareAdvise } from './mshare-advise.ts';
import { munmap } from './munmap.ts';
import { open } from './open.ts';
import { passFd } from './pass-fd.ts';
import { present } from './present.ts';
import { read } from './read.ts';
import { store } from './store.ts';
import { tableBytes } from './table-bytes.ts';
import { umount } from './umount.ts';
import { unlink } from './unlink.ts';

/** Every call that a process makes. The look at all tables belongs to nobody. */
const kinds: { readonly [N in Exclude<CallName, 'tables'>]: CallKind<CallOf<N>, Plan> } = {
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
  load,
  store,
  present,
  'table-bytes': tableBytes,
  mount: where('file', mount),
  umount: where('file', umount),
  unlink,
  read,
  fstat,
  fallocate,
  ioctl,
  mshare: where('memory', mshare),
  mshare_unlink: where('memory', mshareUnlink),
  mshare_create: where('descriptor', mshareCreate),
  mshare_attach: where('descriptor', mshareAttach),
  mshare_detach: where('descriptor', mshareDetach),
  mshare_map: where('descriptor', mshareMap),
  mshare_unmap: where('descriptor', mshareUnmap),
  mshare_protect: where('descriptor', mshareProtect),
  mshare_advise: where('descriptor', mshareAdvise),
  'pass-fd': passFd,
};

/** A call on regions that are known by this, or sized by it. Where there are none, the machine does not have the call. */
function where<C extends Call, P extends Plan>(what: Design['knownBy'] | Design['sizedBy'], kind: CallKind<C, P>): CallKind<C, P> {
  return {
    ...kind,
    decode(machine, process, call) {
      const has: readonly string[] = [machine.design.knownBy, machine.design.sizedBy];
      return has.includes(what) ? kind.decode(machine, process, call) : notHere(call.call);
    },
  };
}

/** The labels of all points of all calls but the first and the last, which every call has. */
export const labels: readonly string[] = [
  ...new Set(Object.values(kinds).flatMap(({ stages }) => stages.filter(({ local }) => local !== true).map(({ label }) => label))),
];

/** How the call is done. */
export function callKind(call: Exclude<Call, CallOf<'tables'>>): CallKind<Call, Plan> {
  return kinds[call.call];
}
