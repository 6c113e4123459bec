/** Why a body is not asked to perform a trace. */
import type { CallName } from '../schemas/contract.ts';
import type { BodyDescription, Geometry } from '../schemas/generated/types.ts';
import { needsOf } from './plan.ts';
import type { Plan } from './plan.ts';

/** Calls that only look: where a body lacks them, the step is left unseen and the trace goes on. */
const LOOKS: ReadonlySet<CallName> = new Set(['tables', 'table-bytes', 'present']);

/** What is wrong with the machine of a trace for a body that has one of its own, or undefined. */
function misfit(wanted: Geometry, has: Geometry | undefined): string | undefined {
  if (has === undefined) return undefined;
  const other = (['pageSize', 'entriesPerTable', 'levels'] as const).find((size) => wanted[size] !== has[size]);
  if (other !== undefined) return `the body has no machine with ${other} ${wanted[other]}`;
  return wanted.cpus > has.cpus ? `the body has no machine with ${wanted.cpus} CPUs` : undefined;
}

/** The reason, or undefined where the trace can be performed. */
export function skipReason(plan: Plan, description: BodyDescription): string | undefined {
  if (plan.overlap !== undefined && description.overlaps !== true) return `${plan.overlap}, and the body answers one call at a time`;
  if (plan.fails !== undefined && description.faults?.includes('allocation') !== true)
    return `${plan.fails}, and the body cannot make one fail`;
  const { calls, geometry } = description;
  const machine = misfit(plan.setup.geometry, geometry);
  if (machine !== undefined || calls === undefined) return machine;
  const lacking = [...needsOf(plan)].filter((call) => !calls.includes(call) && !LOOKS.has(call));
  return lacking.length === 0 ? undefined : `the body does not support ${lacking.join(', ')}`;
}

/** The looks that a body says it lacks. */
export function lackingLooks(description: BodyDescription): ReadonlySet<CallName> {
  const { calls } = description;
  return calls === undefined ? NONE : new Set([...LOOKS].filter((call) => !calls.includes(call)));
}

const NONE: ReadonlySet<CallName> = new Set();
