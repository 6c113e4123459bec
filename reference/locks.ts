/**
 * Which locks a call holds at each of its points, in one table. Only calls in flight ask: a call that runs through without a
 * pause meets nobody.
 *
 * Locks are taken in the order process, descriptors, mm, file, so no two calls can wait for each other. A call takes all that a
 * point needs at once, keeps what the next point needs too, and lets go of the rest. The CPU takes no lock: it walks the tables
 * as they are.
 */
import type { Call, CallName } from '../schemas/contract.ts';

/**
 * - `process`: the process stays. Every call holds it; exit and exec hold it alone, since a kernel lets the other threads end
 *   first.
 * - `descriptors`: the table of descriptors of the process.
 * - `mm`, `mm-read`: the mappings of the caller (mmap_lock), alone or with others who only read them.
 * - `file`: each file that the point is about: its size and its reverse map (inode lock and i_mmap lock in one), and with it
 *   the one region that lives on the file.
 */
export type Lock = 'process' | 'alone' | 'descriptors' | 'mm' | 'mm-read' | 'file';
export type Locks = readonly Lock[];

/** Locks of the points named, and of all others. */
interface Locking {
  readonly others: Locks;
  readonly at?: Readonly<Record<string, Locks>>;
}

const NOTHING: Locks = ['process'];
const DESCRIPTORS: Locks = ['process', 'descriptors'];
const DESCRIPTORS_AND_FILE: Locks = ['process', 'descriptors', 'file'];
const READ: Locks = ['process', 'mm-read'];
const WRITE: Locks = ['process', 'mm'];
const WRITE_AND_FILE: Locks = ['process', 'mm', 'file'];
const FILE: Locks = ['process', 'file'];
const ALONE: Locks = ['alone'];
const ALONE_AND_FILE: Locks = ['alone', 'file'];

/** A fault reads the mappings; the access itself asks nobody. */
const ACCESS: Locking = { others: READ, at: { decode: NOTHING, translate: NOTHING } };
/** Nobody joins a region between the count that says that it is empty and its end. */
const LEAVING: Readonly<Record<string, Locks>> = { 'drop-reference': WRITE_AND_FILE, 'free-host': WRITE_AND_FILE };
const ENDING: Locking = {
  others: ALONE,
  at: { 'give-up-regions': ALONE_AND_FILE, 'drop-reference': ALONE_AND_FILE, 'free-host': ALONE_AND_FILE },
};

/** What a region holds changes as one: a second change waits. */
const REGION: Locking = { others: FILE };
/**
 * Looking for the region, making it and joining it are one: of two creators the second finds the region of the first. So are leaving one and
 * joining it again: a region does not end because all who share it map it anew at once.
 */
const JOINING: Locking = {
  others: WRITE,
  at: { ...LEAVING, free: WRITE_AND_FILE, insert: WRITE_AND_FILE, lookup: WRITE_AND_FILE, attach: WRITE_AND_FILE },
};

/** They look, or decide and act at once: only the process must stay. */
type Unlocked = 'tables' | 'table-bytes' | 'present' | 'mount' | 'umount' | 'fstat' | 'mshare_create';

const locking: Readonly<Record<Exclude<CallName, Unlocked>, Locking>> = {
  open: { others: DESCRIPTORS, at: { 'change-entries': DESCRIPTORS_AND_FILE, flush: DESCRIPTORS_AND_FILE, free: DESCRIPTORS_AND_FILE } },
  close: { others: DESCRIPTORS_AND_FILE },
  // The size and what follows from it change as one: a second truncation waits.
  ftruncate: REGION,
  mmap: JOINING,
  munmap: { others: WRITE, at: LEAVING },
  mprotect: { others: WRITE },
  madvise: { others: READ, at: { 'change-entries': ['process', 'mm-read', 'file'] } },
  // Old translations reach the pages until the flush, where the reverse map no longer leads: nobody may free them before.
  mremap: { others: WRITE, at: { ...LEAVING, 'change-entries': WRITE_AND_FILE, flush: WRITE_AND_FILE } },
  fork: { others: WRITE },
  exec: ENDING,
  exit: ENDING,
  load: ACCESS,
  store: ACCESS,
  read: { others: DESCRIPTORS },
  unlink: { others: FILE },
  fallocate: REGION,
  ioctl: REGION,
  mshare: { others: WRITE, at: { insert: WRITE_AND_FILE } },
  mshare_unlink: { others: WRITE, at: { ...LEAVING, 'change-entries': WRITE_AND_FILE } },
  mshare_attach: JOINING,
  mshare_detach: { others: WRITE, at: LEAVING },
  mshare_map: REGION,
  mshare_unmap: REGION,
  mshare_protect: REGION,
  mshare_advise: REGION,
  'pass-fd': { others: DESCRIPTORS },
};

/** What the call must hold to go on from this point. */
export function locksOf(call: Call, point: string): Locks {
  const known = (locking as Readonly<Partial<Record<CallName, Locking>>>)[call.call];
  return known?.at?.[point] ?? known?.others ?? NOTHING;
}
