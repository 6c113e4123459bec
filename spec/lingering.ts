/**
 * Translations that outlive their entries. A call that unmaps takes the entries first and flushes later; whoever shrinks the file
 * in between finds no entry and has nothing to flush. Until the call returns, the threads of its process may still reach the page.
 */
import type { Call } from '../schemas/contract.ts';
import { pagesOf } from './calls/view.ts';
import { cloneWorld } from './clone.ts';
import { type Mapping, type ProcessState, type World, placeOf } from './world.ts';

/** What a call in flight is unmapping. Pages from `from` up to `to` (exclusive). */
export interface Leaving {
  readonly name: string;
  readonly process: string;
  readonly from: number;
  readonly to: number;
  /** The step at which the call began, and the world then: it follows stores, and no other call. */
  readonly since: number;
  readonly old: World;
}

/** A call begins to take effect some time from now on. */
export function linger(world: World, name: string, call: Call, since: number): void {
  const left = pagesLeft(world, call);
  if (left !== undefined) world.leaving = [...world.leaving, { name, ...left, since, old: cloneWorld(world) }];
}

/** The call has taken effect: what it takes away is judged by that. */
export function lingerNoMore(world: World, name: string): void {
  world.leaving = world.leaving.filter((one) => one.name !== name);
}

/**
 * The pages that a call takes away, and from whom. Who exits or executes has no thread that could look later: what one looks at had
 * begun before, and may have happened before.
 */
function pagesLeft(world: World, call: Call): Pick<Leaving, 'process' | 'from' | 'to'> | undefined {
  if (call.call === 'munmap') return range(world, call.process, call.addr, call.length);
  if (call.call === 'mremap') return range(world, call.process, call.addr, call.oldLength);
  if (call.call !== 'mmap' || !call.flags.includes('MAP_FIXED')) return undefined;
  return range(world, call.process, call.addr ?? '0x0', call.length);
}

function range(world: World, process: string, addr: string, length: string): Pick<Leaving, 'process' | 'from' | 'to'> {
  const { page } = placeOf(world, addr);
  return { process, from: page, to: page + pagesOf(world, length) };
}

/** The world in which the page of the file was what may still be reached here; undefined where nothing lingers. */
export function lingeringAt({ leaving }: World, { name }: ProcessState, { file }: Mapping, page: number): World | undefined {
  return leaving.find(
    ({ process, from, to, since }) => process === name && page >= from && page < to && Math.max(file.shrunkAt, file.removedAt) >= since,
  )?.old;
}
