/** Books that must balance: tables, bytes, and what a failed call leaves. */
import type { Call } from '../schemas/contract.ts';
import type { Done } from '../schemas/generated/types.ts';
import { baselineKey } from './calls/looks.ts';
import { mayHaveUnmapped } from './calls/mmap.ts';
import type { CallView } from './calls/view.ts';
import type { Inspection } from './inspection.ts';
import type { Claim, Finding } from './rule.ts';
import { sameNumbers } from './same-parts.ts';
import type { World } from './world.ts';

/** Allocated and not freed, as the body counts; undefined where it does not. */
function outstanding(v: Inspection): number | undefined {
  const { tablesAllocated, tablesFreed } = v.snapshot.counts ?? {};
  return tablesAllocated === undefined || tablesFreed === undefined ? undefined : tablesAllocated - tablesFreed;
}

export function nothingLeaked(v: Inspection): Finding {
  const { unreached } = v.layout;
  if (v.snapshot.tables.length === 0) return undefined;
  if (unreached) return { wrong: `table ${unreached.id} of level ${unreached.level} is allocated, and nothing leads to it` };
  const left = outstanding(v);
  const live = v.snapshot.tables.length;
  if (left !== undefined && left > live) return { wrong: `${left} tables were allocated and not freed, and ${live} are shown` };
  return 'held';
}

export function freedOnce(v: Inspection): Finding {
  const left = outstanding(v);
  const live = v.snapshot.tables.length;
  if (left === undefined || live === 0) return undefined;
  return left < live ? { wrong: `${live} tables live, but only ${left} were allocated and not freed` } : 'held';
}

/** A table takes 8 bytes for each entry, or the page that it lies in. Linux does not count the top table of an mm. */
function takes(v: Inspection, bytes: number, tables: number): boolean {
  const { entriesPerTable, pageSize } = v.world.geometry;
  return bytes === tables * entriesPerTable * 8 || bytes === tables * pageSize;
}

export function bytesExact(v: Inspection): Finding {
  const total = v.snapshot.counts?.tableBytes;
  if (total === undefined || v.snapshot.tables.length === 0) return undefined;
  const live = v.snapshot.tables.length;
  if (!takes(v, total, live) && !takes(v, total, live - v.snapshot.mms.length))
    return { wrong: `${total} bytes of page tables are counted, and ${live} tables are shown` };
  let sum = 0;
  for (const mm of v.snapshot.mms) {
    if (mm.tableBytes === undefined) return 'held';
    sum += mm.tableBytes;
  }
  return sum === total ? 'held' : { wrong: `the mms are charged ${sum} bytes of page tables in all, and ${total} are counted` };
}

/** A look at all bytes while nothing is mapped: no more than the first such look showed. */
export function baselineClaim(v: CallView): Claim | undefined {
  const key = baselineKey(v);
  const first = key === undefined ? undefined : v.world.baselines.get(key);
  if (first === undefined) return undefined;
  return {
    kind: 'answer',
    text: `at most ${first} bytes, as before anything was mapped`,
    passes: (seen) => ((seen as Done).value ?? Infinity) <= first,
  };
}

/** Bytes charged to a process that maps nothing: no more than when it last did so. */
export function baselineFinding(v: Inspection): Finding {
  let decided = false;
  for (const mm of v.snapshot.mms) {
    const process = v.world.processes.get(mm.process ?? '');
    if (!process || process.mappings.length > 0 || mm.tableBytes === undefined) continue;
    const first = process.idleBytes;
    if (first < 0) process.idleBytes = mm.tableBytes;
    else if (mm.tableBytes > first)
      return { wrong: `${process.name} maps nothing and is charged ${mm.tableBytes} bytes of page tables, ${first} before` };
    else decided = true;
  }
  return decided ? 'held' : undefined;
}

/** Ordinary Linux acts on what is mapped before a hole and then fails (q-mprotect-hole, q-refused-fixed). */
function mayActInPart(call: Call, world: World): boolean {
  return call.call === 'mprotect' || call.call === 'madvise' || (call.call === 'mmap' && mayHaveUnmapped(world, call));
}

/** After a refused call the tables are the ones before it. */
export function unchanged(v: Inspection): Finding {
  if (v.seen.result !== 'refused' || !v.before || mayActInPart(v.call, v.world)) return undefined;
  if (v.before.tables === v.snapshot.tables) return 'held';
  const old = new Map(v.before.tables.map((t) => [t.id, t]));
  for (const t of v.snapshot.tables) {
    const before = old.get(t.id);
    if (!before) return { wrong: `the call failed, and table ${t.id} is new` };
    if (before !== t && !sameNumbers(before.entries, t.entries)) return { wrong: `the call failed, and table ${t.id} has changed` };
    old.delete(t.id);
  }
  const gone = old.keys().next().value;
  return gone === undefined ? 'held' : { wrong: `the call failed, and table ${gone} is gone` };
}
