import type { Call } from '../../schemas/contract.ts';
import type { MapFlags, Prot } from '../../schemas/generated/types.ts';
import { SLOT_PAGES } from '../small-world.ts';
import { NONE, READ, RW, at, bySlot, length, once } from './partition.ts';
import type { Actor, Partition } from './partition.ts';

interface Wanted {
  readonly slot?: number;
  readonly page?: number;
  readonly offset?: number;
  readonly pages?: number;
  /** Bytes beyond the pages. */
  readonly more?: string;
  readonly prot?: Prot;
  readonly flags?: MapFlags;
  readonly fd?: string;
  /** Page of the file. */
  readonly from?: number;
  readonly fileOffset?: string;
}

const SHARED: MapFlags = ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'];

/** An mmap: whole slots, read-write, shared with their tables, of the same pages of the file, but for what is wanted otherwise. */
function mmap({ process, cpu }: Actor, wanted: Wanted): Call {
  const { slot = 0, page = 0, offset = 0, pages = SLOT_PAGES, prot = RW, flags = SHARED, fd = 'db', from = slot * SLOT_PAGES } = wanted;
  const file = flags.includes('MAP_ANONYMOUS') ? {} : { fd, offset: wanted.fileOffset ?? length(from) };
  return { call: 'mmap', process, cpu, addr: at(slot, page, offset), length: wanted.more ?? length(pages), prot, flags, ...file };
}

/** A mapping of a slot that has something that stands against sharing, or another protection. */
function special(name: string, wanted: Wanted): Partition {
  return { name: `mmap ${name}`, shapes: (bounds) => bySlot(bounds, (slot, actor) => mmap(actor, { slot, ...wanted })) };
}

/** A call that is refused for its arguments alone. */
function refused(name: string, wanted: Wanted): Partition {
  return { name: `mmap ${name}`, shapes: once((actor) => mmap(actor, wanted)) };
}

export const mappings: readonly Partition[] = [
  special('eligible', {}),
  special('eligible read-only', { prot: READ }),
  special('eligible none', { prot: NONE }),
  special('eligible by a read-only descriptor', { fd: 'db-read', prot: READ }),
  special('without the flag', { flags: ['MAP_SHARED', 'MAP_FIXED'] }),
  special('private', { flags: ['MAP_PRIVATE', 'MAP_FIXED'] }),
  special('private with the flag', { flags: ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'] }),
  special('anonymous shared', { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_FIXED'] }),
  special('anonymous with the flag', { flags: ['MAP_SHARED', 'MAP_ANONYMOUS', 'MAP_SHARED_PT', 'MAP_FIXED'] }),
  special('anonymous private', { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'] }),
  special('unaligned start', { page: 1 }),
  special('unaligned length', { pages: 2 }),
  special('other file', { fd: 'log' }),
  special('other offset', { from: SLOT_PAGES }),
  special('other offset by a page', { from: 1 }),
  special('other length', { pages: 2 * SLOT_PAGES }),
  special('same place elsewhere', { from: 0 }),
  special('without replacing', { flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED_NOREPLACE'] }),
  special('where there is room', { flags: ['MAP_SHARED', 'MAP_SHARED_PT'] }),
  special('validate with the flag', { flags: ['MAP_SHARED_VALIDATE', 'MAP_SHARED_PT', 'MAP_FIXED'] }),
  special('validate without the flag', { flags: ['MAP_SHARED_VALIDATE', 'MAP_FIXED'] }),
  refused('without a type', { flags: ['MAP_SHARED_PT', 'MAP_FIXED'] }),
  refused('of no length', { more: '0x0' }),
  refused('at half a page', { offset: 0x800 }),
  refused('from half a page of the file', { fileOffset: '0x800' }),
  refused('writable by a read-only descriptor', { fd: 'db-read' }),
  refused('beyond user space', { slot: 3, pages: 2 * SLOT_PAGES, from: 0 }),
];
