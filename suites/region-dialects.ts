/** In which calls each generation says that a region is made, filled, emptied, attached and left. */
import type { Call } from '../schemas/contract.ts';
import type { FileSetup, MapFlags, Prot } from '../schemas/generated/types.ts';

/** Who calls, on which CPU. */
interface Caller {
  readonly process: string;
  readonly cpu: number;
}
type OnRegion = Caller & { readonly fd: string };

interface Range {
  readonly regionOffset: string;
  readonly size: string;
}

interface Placing extends Range {
  readonly offset: string;
  readonly prot: Prot;
  readonly flags: MapFlags;
  readonly object?: string;
}

export interface Dialect {
  readonly files: Readonly<Record<string, FileSetup>>;
  /** Regions have names, which can be taken away and used again. */
  readonly names: boolean;
  create(process: string, as: string): Call[];
  /** `giver`: somebody who has a descriptor. */
  open(process: string, as: string, giver: { readonly process: string; readonly fd: string } | undefined): Call[];
  attach(process: string, fd: string, addr: string, size: string): Call;
  detach(caller: Caller, addr: string, size: string): Call;
  place(call: OnRegion, placing: Placing): Call;
  takeOut(call: OnRegion, range: Range): Call;
  /** Protection (0), or advice (1, 2), for all who share the region. */
  change?(call: OnRegion, range: Range, what: number, prot: Prot): Call;
}

const files: Dialect = {
  files: { arena: { size: '0x0', on: 'msharefs' } },
  names: true,
  create: (process, as) => [
    { call: 'mount', process },
    { call: 'open', process, file: 'arena', flags: ['O_RDWR', 'O_CREAT'], as },
  ],
  open: (process, as) => [{ call: 'open', process, file: 'arena', flags: ['O_RDWR'], as }],
  attach: (process, fd, addr, length) => ({
    call: 'mmap',
    process,
    addr,
    length,
    prot: ['PROT_READ', 'PROT_WRITE'],
    flags: ['MAP_SHARED', 'MAP_FIXED'],
    fd,
  }),
  detach: (caller, addr, length) => ({ call: 'munmap', ...caller, addr, length }),
  place: (call, placing) => ({ call: 'ioctl', ...call, request: 'MSHAREFS_CREATE_MAPPING', ...placing }),
  takeOut: (call, range) => ({ call: 'ioctl', ...call, request: 'MSHAREFS_UNMAP', ...range }),
};

const calls: Dialect = {
  files: {},
  names: false,
  create: (process, as) => [{ call: 'mshare_create', process, flags: [], as }],
  open: (process, as, giver) =>
    giver === undefined
      ? [{ call: 'mshare_create', process, flags: [], as }]
      : [{ call: 'pass-fd', process: giver.process, fd: giver.fd, to: process, as }],
  attach: (process, fd, addr, size) => ({ call: 'mshare_attach', process, fd, offset: '0x0', size, addr, flags: ['MAP_FIXED'] }),
  detach: (caller, addr, size) => ({ call: 'mshare_detach', ...caller, addr, size }),
  place: (call, { regionOffset, size, offset: objectOffset, prot, flags, object }) => ({
    call: 'mshare_map',
    ...call,
    offset: regionOffset,
    size,
    prot,
    flags,
    ...(object === undefined ? {} : { object, objectOffset }),
  }),
  takeOut: (call, { regionOffset: offset, size }) => ({ call: 'mshare_unmap', ...call, offset, size }),
  change: (call, { regionOffset: offset, size }, what, prot) =>
    what === 0
      ? { call: 'mshare_protect', ...call, offset, size, prot }
      : { call: 'mshare_advise', ...call, offset, size, advice: what === 1 ? 'MADV_DONTNEED' : 'MADV_REMOVE' },
};

/** By generation. */
export const dialects: Readonly<Record<string, Dialect>> = { 'msharefs-ioctl': files, 'mshare-protect': calls };
