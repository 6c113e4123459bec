/** Regions by calls of their own: the announced set of mshare_create(), and mshare() of 2022. */
import type { Call } from '../../schemas/contract.ts';
import type { OpenFlags, Prot } from '../../schemas/generated/types.ts';
import { REGION } from '../setting.ts';
import { PROTS, RW, length, once } from './partition.ts';
import type { Actor, Partition, Seen, Shape } from './partition.ts';
import { holdsNone } from './region-files.ts';
import { ELSEWHERE, PLACE, UNIT } from './windows.ts';

const create: Shape['call'] = ({ process, cpu }) => ({ call: 'mshare_create', process, cpu, flags: [], as: REGION });

function attach({ process, cpu }: Actor, addr: string): Call {
  return { call: 'mshare_attach', process, cpu, fd: REGION, offset: '0x0', size: UNIT, addr, flags: ['MAP_FIXED'] };
}

function page({ process, cpu }: Actor): { process: string; cpu: number; fd: string; offset: string; size: string } {
  return { process, cpu, fd: REGION, offset: '0x0', size: length(1) };
}

function map(actor: Actor, prot: Prot): Call {
  return { ...page(actor), call: 'mshare_map', prot, flags: ['MAP_SHARED', 'MAP_FIXED'], object: 'db', objectOffset: '0x0' };
}

/** One region at a time. */
function isFirst(seen: Seen): boolean {
  return seen.regions === 0 && holdsNone(seen);
}

export const announced: readonly Partition[] = [
  { name: 'mshare_create region', shapes: () => [{ text: '', needs: isFirst, call: create }] },
  { name: 'ftruncate region', shapes: once(({ process, cpu }) => ({ call: 'ftruncate', process, cpu, fd: REGION, size: UNIT })) },
  { name: 'close region', shapes: once(({ process, cpu }) => ({ call: 'close', process, cpu, fd: REGION })) },
  { name: 'mshare_attach window', shapes: once((actor) => attach(actor, PLACE)) },
  { name: 'mshare_attach window elsewhere', shapes: once((actor) => attach(actor, ELSEWHERE)) },
  { name: 'mshare_detach window', shapes: once(({ process, cpu }) => ({ call: 'mshare_detach', process, cpu, addr: PLACE, size: UNIT })) },
  { name: 'mshare_map page', shapes: once((actor) => map(actor, RW)) },
  { name: 'mshare_unmap page', shapes: once((actor) => ({ ...page(actor), call: 'mshare_unmap' })) },
  ...PROTS.map(([name, prot]): Partition => {
    return { name: `mshare_protect page ${name}`, shapes: once((actor) => ({ ...page(actor), call: 'mshare_protect', prot })) };
  }),
];

/** Uses of a name that are explored: nothing but mshare_unlink() takes one back, so without a bound there is no end of them. */
const MOST_USES = 2;

function mshare(name: string, flags: OpenFlags, addr = PLACE): Partition {
  const call: Shape['call'] = ({ process, cpu }) => ({
    call: 'mshare',
    process,
    cpu,
    file: REGION,
    addr,
    length: UNIT,
    flags,
    mode: 0o600,
  });
  return { name: `mshare ${name}`, shapes: () => [{ text: '', needs: ({ uses }) => uses < MOST_USES, call }] };
}

export const calls2022: readonly Partition[] = [
  mshare('new', ['O_RDWR', 'O_CREAT']),
  mshare('known', ['O_RDWR']),
  mshare('known read-only', ['O_RDONLY']),
  mshare('known elsewhere', ['O_RDWR'], ELSEWHERE),
  { name: 'mshare_unlink region', shapes: once(({ process, cpu }) => ({ call: 'mshare_unlink', process, cpu, file: REGION })) },
];
