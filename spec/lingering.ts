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
  const pages = pagesLeft(world, call);
  if (pages === undefined || !('process' in call) || call.process === undefined) return;
  world.leaving = [...world.leaving, { name, process: call.process, ...pages, since, old: cloneWorld(world) }];
}

/** The call has taken effect: what it takes away is judged by that. */
export function lingerNoMore(world: World, name: string): void {
  world.leaving = world.leaving.filter((one) => one.name !== name);
}

function pagesLeft(world: World, call: Call): { readonly from: number; readonly to: number } | undefined {
  switch (call.call) {
    case 'exit':
    case 'exec':
      return { from: 0, to: Infinity };
    case 'munmap':
      return range(world, call.addr, call.length);
    case 'mremap':
      return range(world, call.addr, call.oldLength);
    case 'mmap':
      return call.addr !== undefined && call.flags.includes('MAP_FIXED') ? range(world, call.addr, call.length) : undefined;
    default:
      return undefined;
  }
}

function range(world: World, addr: string, length: string): { readonly from: number; readonly to: number } {
  const { page } = placeOf(world, addr);
  return { from: page, to: page + pagesOf(world, length) };
}

/** The world in which the page of the file was what may still be reached here; undefined where nothing lingers. */
export function lingeringAt({ leaving }: World, { name }: ProcessState, { file }: Mapping, page: number): World | undefined {
  return leaving.find(
    ({ process, from, to, since }) => process === name && page >= from && page < to && Math.max(file.shrunkAt, file.removedAt) >= since,
  )?.old;
}
