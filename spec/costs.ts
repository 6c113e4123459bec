/** What a call may cost in page-table entries. */
import type { Inspection } from './inspection.ts';
import { pagesOf } from './calls/view.ts';

/** Pages that a successful mprotect or mshare_protect named; undefined at any other step. */
export function pagesNamed(v: Inspection): number | undefined {
  const { call, seen } = v;
  if (seen.result !== 'done') return undefined;
  if (call.call === 'mshare_protect') return pagesOf(v.world, call.size);
  return call.call === 'mprotect' ? pagesOf(v.world, call.length) : undefined;
}
