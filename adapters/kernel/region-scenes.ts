/** For each generation with regions of their own: the calls by which two processes come to share one, as its proposal has them. */
import type { FileSetup, Prot } from '../../schemas/generated/types.ts';
import { BASE } from './trial-steps.ts';
import type { OwnCall } from './trial-steps.ts';

/** A stores `STORED` at the place, and B, in the last call, loads it. */
export interface RegionScene {
  readonly generation: string;
  /** @param levels of page tables, on which the unit may depend */
  calls(levels: number): readonly OwnCall[];
}

export const STORED = 7;
export const SCENE_FILES: Readonly<Record<string, FileSetup>> = { region: { size: '0x0', on: 'msharefs' } };

const RW: Prot = ['PROT_READ', 'PROT_WRITE'];
/** What one P4D entry covers; on four levels also one PGD entry. */
const P4D = '0x8000000000';
/** On five levels: what one PGD entry covers, and the first address above 0 that is a multiple of it. */
const PGD5 = '0x1000000000000';

function top(levels: number): { readonly addr: string; readonly length: string } {
  return levels === 5 ? { addr: PGD5, length: PGD5 } : { addr: BASE, length: P4D };
}

function both(make: (process: string) => OwnCall): OwnCall[] {
  return ['A', 'B'].map((process) => make(process));
}

const mount: OwnCall = { call: 'mount', process: 'A', cpu: 0 };
const create: OwnCall = { call: 'open', process: 'A', cpu: 0, file: 'region', flags: ['O_RDWR', 'O_CREAT', 'O_EXCL'], as: 'r' };
const join: OwnCall = { call: 'open', process: 'B', cpu: 0, file: 'region', flags: ['O_RDWR'], as: 'r' };

function touch(addr: string): OwnCall[] {
  return [
    { call: 'store', process: 'A', cpu: 0, addr, value: STORED },
    { call: 'load', process: 'B', cpu: 0, addr },
  ];
}

function attach(addr: string, length: string): OwnCall[] {
  return both((process) => ({
    call: 'mmap',
    process,
    cpu: 0,
    addr,
    length,
    prot: RW,
    flags: ['MAP_SHARED', 'MAP_FIXED'],
    fd: 'r',
    offset: '0x0',
  }));
}

const msharefsIoctl: RegionScene = {
  generation: 'msharefs-ioctl',
  calls: () => [
    mount,
    create,
    { call: 'ftruncate', process: 'A', cpu: 0, fd: 'r', size: P4D },
    {
      call: 'ioctl',
      process: 'A',
      cpu: 0,
      fd: 'r',
      request: 'MSHAREFS_CREATE_MAPPING',
      regionOffset: '0x0',
      size: '0x1000',
      offset: '0x0',
      prot: RW,
      flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'],
    },
    join,
    ...attach(BASE, P4D),
    ...touch(BASE),
  ],
};

const msharefs: RegionScene = {
  generation: 'msharefs',
  calls: (levels) => [mount, create, join, ...attach(top(levels).addr, top(levels).length), ...touch(top(levels).addr)],
};

const mshareCall: RegionScene = {
  generation: 'mshare-call',
  calls(levels) {
    const { addr, length } = top(levels);
    return [
      mount,
      { call: 'mmap', process: 'A', cpu: 0, addr, length: '0x1000', prot: RW, flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'] },
      { call: 'mshare', process: 'A', cpu: 0, file: 'region', addr, length, flags: ['O_RDWR', 'O_CREAT', 'O_EXCL'], mode: 0o600 },
      { call: 'mshare', process: 'B', cpu: 0, file: 'region', addr, length, flags: ['O_RDWR'], mode: 0o600 },
      ...touch(addr),
    ];
  },
};

const mshareProtect: RegionScene = {
  generation: 'mshare-protect',
  calls: () => [
    { call: 'mshare_create', process: 'A', cpu: 0, flags: ['O_CLOEXEC'], as: 'r' },
    { call: 'ftruncate', process: 'A', cpu: 0, fd: 'r', size: P4D },
    { call: 'mshare_map', process: 'A', cpu: 0, fd: 'r', offset: '0x0', size: '0x1000', prot: RW, flags: ['MAP_SHARED', 'MAP_ANONYMOUS'] },
    { call: 'pass-fd', process: 'A', cpu: 0, fd: 'r', to: 'B', as: 'r' },
    ...both((process) => ({ call: 'mshare_attach', process, cpu: 0, fd: 'r', offset: '0x0', size: P4D, addr: BASE, flags: ['MAP_FIXED'] })),
    ...touch(BASE),
  ],
};

export const REGION_SCENES: readonly RegionScene[] = [msharefsIoctl, msharefs, mshareCall, mshareProtect];

/** Calls whose numbers belong to other calls where the generation is not there. */
export const NUMBERED_CALLS: Readonly<Record<string, readonly string[]>> = {
  'mshare-call': ['mshare', 'mshare_unlink'],
  'mshare-protect': ['mshare_create', 'mshare_attach', 'mshare_detach', 'mshare_map', 'mshare_unmap', 'mshare_protect', 'mshare_advise'],
};
