/** What a body lacks for a trace: why it is not asked to perform it. */
import type { CallName } from './contract.ts';
import type { BodyDescription, Geometry } from './generated/types.ts';
import type { Lowered } from './lowered.ts';

/** What a body shows by a call of that name, and by nothing else. */
export const SHOWN_BY_CALL = ['present', 'table-bytes'] as const;

/** Calls that only look: where a body lacks them, the step is left unseen and the trace goes on. */
export const LOOKS: ReadonlySet<CallName> = new Set<CallName>(['tables', ...SHOWN_BY_CALL]);

export interface Needed extends Pick<Lowered, 'calls' | 'overlap' | 'fails'> {
  readonly geometry: Geometry;
}

/** One thing that is lacking: the name of a call, or in words what else; and why the trace cannot be performed without it. */
export interface Lack {
  readonly what: string;
  readonly why: string;
}

/** Everything that the body lacks; calls in the order of the steps that make them. */
export function lacksOf({ calls, overlap, fails, geometry }: Needed, description: BodyDescription): Lack[] {
  const lacks: Lack[] = [];
  if (overlap !== undefined && description.overlaps !== true)
    lacks.push({ what: 'calls that overlap', why: `${overlap}, and the body answers one call at a time` });
  if (fails !== undefined && description.faults?.includes('allocation') !== true)
    lacks.push({ what: 'allocations that fail', why: `${fails}, and the body cannot make one fail` });
  return [...lacks, ...misfits(geometry, description.geometry), ...missingCalls(calls, description)];
}

/** For a body that has one machine and no other. */
function misfits(wanted: Geometry, has: Geometry | undefined): Lack[] {
  if (has === undefined) return [];
  const other = (['pageSize', 'entriesPerTable', 'levels'] as const).find((size) => wanted[size] !== has[size]);
  const lacks = other === undefined ? [] : [{ what: 'other machines', why: `the body has no machine with ${other} ${wanted[other]}` }];
  if (wanted.cpus > has.cpus) lacks.push({ what: 'more CPUs', why: `the body has no machine with ${wanted.cpus} CPUs` });
  return lacks;
}

function missingCalls(calls: Needed['calls'], { calls: has }: BodyDescription): Lack[] {
  if (has === undefined) return [];
  const missing = new Set<CallName>();
  for (const call of calls) if (typeof call === 'object' && !has.includes(call.call) && !LOOKS.has(call.call)) missing.add(call.call);
  const why = `the body does not support ${[...missing].join(', ')}`;
  return Array.from(missing, (what) => ({ what, why }));
}
