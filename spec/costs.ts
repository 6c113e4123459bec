/** What a call may cost in page-table entries. */
import type { Inspection } from './inspection.ts';
import { pagesOf } from './calls/view.ts';

/** Pages that a successful mprotect named; undefined at any other step. */
export function pagesNamed(v: Inspection): number | undefined {
  const { call, seen } = v;
  return call.call === 'mprotect' && seen.result === 'done' ? pagesOf(v.world, call.length) : undefined;
}
