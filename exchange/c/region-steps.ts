/** Steps on regions that are objects of their own, as requests to a worker. */
import type { Call } from '../../schemas/contract.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import type { Identifiers } from './names.ts';
import { flags, long } from './request.ts';
import type { Request } from './request.ts';

type InFile = 'read' | 'fstat' | 'fallocate';
type ByName = 'mount' | 'umount' | 'unlink' | 'mshare' | 'mshare_unlink';
type InRegion = 'ioctl' | 'mshare_map' | 'mshare_unmap' | 'mshare_protect' | 'mshare_advise';
type Whole = 'pass-fd' | 'mshare_create' | 'mshare_attach' | 'mshare_detach';
export type Regional = Extract<Call, { call: InFile | ByName | InRegion | Whole }>;

type Maker<C extends Regional['call']> = (scribe: Scribe, step: Extract<Regional, { call: C }>, done: boolean) => Request;

function request(call: string, ...words: readonly (string | number)[]): Request {
  return { text: `REQUEST(${[call, ...words].join(', ')})` };
}

/** Who knows the names of the trace. */
interface Scribe {
  readonly names: Identifiers;
  process(name: string): string;
  descriptor(process: string, handle: string): string;
  place(place: string): string;
  bind(process: string, as: string, cloexec: boolean): string;
  kept(as: string | undefined): { keep?: string };
}

const NONE = '0x0';
const NO_NAMES = { empty: 'EMPTY_NAME', 'too-long': 'TOO_LONG_NAME', 'bad-pointer': 'BAD_NAME' } as const;

function nameOf(scribe: Scribe, { file, path }: { readonly file?: string; readonly path?: keyof typeof NO_NAMES }): string {
  return path === undefined ? scribe.names.of('NAME_', file ?? '') : NO_NAMES[path];
}

const ioctl: Maker<'ioctl'> = (scribe, step) => {
  const fd = scribe.descriptor(step.process, step.fd);
  if (step.request === 'unknown') return request('IOCTL_UNKNOWN', fd);
  if (step.pointer !== undefined) return request('IOCTL_BAD_POINTER', fd, step.request);
  if (step.request === 'MSHAREFS_UNMAP') return request('IOCTL_UNMAP', fd, long(step.regionOffset ?? NONE), long(step.size ?? NONE));
  const object = step.object === undefined ? '-1' : scribe.descriptor(step.process, step.object);
  const [prot, how] = [flags(step.prot ?? [], 'PROT_NONE'), flags(step.flags ?? [], '0')];
  return request(
    'IOCTL_CREATE_MAPPING',
    fd,
    long(step.regionOffset ?? NONE),
    long(step.size ?? NONE),
    prot,
    how,
    object,
    long(step.offset ?? NONE),
  );
};

const map: Maker<'mshare_map'> = (scribe, step) => {
  const fd = scribe.descriptor(step.process, step.fd);
  const object = step.object === undefined ? '-1' : scribe.descriptor(step.process, step.object);
  const [prot, how] = [flags(step.prot, 'PROT_NONE'), flags(step.flags, '0')];
  return request('MSHARE_MAP', fd, long(step.offset), long(step.size), prot, how, object, long(step.objectOffset ?? NONE));
};

const attach: Maker<'mshare_attach'> = (scribe, step) => {
  const at = step.addr === undefined ? '0' : scribe.place(step.addr);
  const how = flags(step.flags, '0');
  const fixed = step.flags.includes('MAP_FIXED') || step.flags.includes('MAP_FIXED_NOREPLACE');
  return {
    ...request('MSHARE_ATTACH', scribe.descriptor(step.process, step.fd), long(step.offset), long(step.size), at, how),
    ...scribe.kept(step.as),
    ...(fixed ? { address: at } : {}),
  };
};

const pass: Maker<'pass-fd'> = (scribe, step, done) => {
  const fd = scribe.descriptor(step.process, step.fd);
  const passes = [fd, scribe.process(step.to)];
  return { text: '', passes, ...(done ? { keep: scribe.bind(step.to, step.as, false) } : {}) };
};

const create: Maker<'mshare_create'> = (scribe, step, done) => ({
  ...request('MSHARE_CREATE', flags(step.flags, '0')),
  ...(done ? { keep: scribe.bind(step.process, step.as, step.flags.includes('O_CLOEXEC')) } : {}),
});

const MAKERS: { readonly [C in Regional['call']]: Maker<C> } = {
  mount: () => request('MOUNT'),
  umount: () => request('UMOUNT'),
  unlink: (scribe, step) => request('UNLINK', nameOf(scribe, step)),
  read: (scribe, { process, fd, length }) => request('READ', scribe.descriptor(process, fd), length),
  fstat: (scribe, { process, fd }) => request('FSTAT', scribe.descriptor(process, fd)),
  fallocate: (scribe, { process, fd, mode, offset, length }) =>
    request('FALLOCATE', scribe.descriptor(process, fd), mode, long(offset), long(length)),
  ioctl,
  'pass-fd': pass,
  mshare: (scribe, step) =>
    request('MSHARE', nameOf(scribe, step), scribe.place(step.addr), long(step.length), flags(step.flags, 'O_RDONLY'), step.mode),
  mshare_unlink: (scribe, step) => request('MSHARE_UNLINK', nameOf(scribe, step)),
  mshare_create: create,
  mshare_attach: attach,
  mshare_detach: (scribe, { addr, size }) => request('MSHARE_DETACH', scribe.place(addr), long(size)),
  mshare_map: map,
  mshare_unmap: (scribe, { process, fd, offset, size }) =>
    request('MSHARE_UNMAP', scribe.descriptor(process, fd), long(offset), long(size)),
  mshare_protect: (scribe, { process, fd, offset, size, prot }) =>
    request('MSHARE_PROTECT', scribe.descriptor(process, fd), long(offset), long(size), flags(prot, 'PROT_NONE')),
  mshare_advise: (scribe, { process, fd, offset, size, advice }) =>
    request('MSHARE_ADVISE', scribe.descriptor(process, fd), long(offset), long(size), advice),
};

export function isRegional(step: Step): step is Regional {
  return Object.hasOwn(MAKERS, step.call);
}

/** @param done whether the call succeeds where the program is made; what it binds is bound then */
export function regionRequest(scribe: Scribe, step: Regional, done: boolean): Request {
  const make = MAKERS[step.call] as Maker<Regional['call']>;
  return make(scribe, step, done);
}

export function usesRegions(trace: Trace): boolean {
  return trace.steps.some((step) => isRegional(step));
}
