import type { Call } from '../../schemas/contract.ts';
import { SLOT_PAGES } from '../small-world.ts';
import { length, once } from './partition.ts';
import type { Actor, Partition } from './partition.ts';

function ftruncate({ process, cpu }: Actor, fd: string, size: string): Call {
  return { call: 'ftruncate', process, cpu, fd, size };
}

export const descriptors: readonly Partition[] = [
  { name: 'close', shapes: once(({ process, cpu }) => ({ call: 'close', process, cpu, fd: 'db' })) },
  { name: 'ftruncate to nothing', shapes: once((actor) => ftruncate(actor, 'db', '0x0')) },
  { name: 'ftruncate to a page', shapes: once((actor) => ftruncate(actor, 'db', length(1))) },
  { name: 'ftruncate to half a page', shapes: once((actor) => ftruncate(actor, 'db', '0x800')) },
  {
    name: 'ftruncate to all',
    shapes: ({ slots }) => [{ text: '', call: (actor) => ftruncate(actor, 'db', length((slots + 1) * SLOT_PAGES)) }],
  },
  { name: 'ftruncate by a read-only descriptor', shapes: once((actor) => ftruncate(actor, 'db-read', '0x0')) },
  { name: 'ftruncate beyond the largest file', shapes: once((actor) => ftruncate(actor, 'db', '0x8000000000000000')) },
];
