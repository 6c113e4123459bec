/** Why a body is not asked to perform a trace. */
import type { CallName } from '../schemas/contract.ts';
import type { BodyDescription } from '../schemas/generated/types.ts';
import { LOOKS, lacksOf } from '../schemas/lacks.ts';
import type { Plan } from './plan.ts';

/** The reason, or undefined where the trace can be performed. */
export function skipReason(plan: Plan, description: BodyDescription): string | undefined {
  return lacksOf({ ...plan, geometry: plan.setup.geometry }, description)[0]?.why;
}

/** The looks that a body says it lacks. */
export function lackingLooks(description: BodyDescription): ReadonlySet<CallName> {
  const { calls } = description;
  return calls === undefined ? NONE : new Set([...LOOKS].filter((call) => !calls.includes(call)));
}

const NONE: ReadonlySet<CallName> = new Set();
