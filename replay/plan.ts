/** What is known of a trace before any body performs it, worked out once: resolved calls, what they need, why it cannot be performed. */
import type { Call, Setup } from '../schemas/contract.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { FileSetup, Step, Trace } from '../schemas/generated/types.ts';
import { lowered, resolvePlace } from '../schemas/lowered.ts';
import type { BaseOf, Lowered } from '../schemas/lowered.ts';

export interface Plan extends Lowered {
  readonly setup: Setup;
  /** What the steps say of calls in flight; undefined where each call returns before the next step. */
  readonly flights: readonly FlightEvent[] | undefined;
}

/** What a step says of a call in flight: the name that it began under, the point to pause at, the step that it began at. */
export interface FlightEvent {
  readonly name: string | undefined;
  readonly pause: string | undefined;
  readonly began: number;
}

/** The first place of a call that cannot be resolved. */
export function unresolved(call: Call, baseOf: BaseOf): string | undefined {
  const places = [call.call === 'mremap' ? call.newAddr : undefined, 'addr' in call ? call.addr : undefined];
  return places.find((place) => place !== undefined && resolvePlace(place, baseOf) === undefined);
}

/** Follows the names under which calls began. */
function eventsOf(steps: readonly Step[]): FlightEvent[] {
  const began = new Map<string, number>();
  return steps.map((step, index) => {
    const name = step.call === 'return' || step.call === 'resume' ? step.of : step.begins;
    if (name !== undefined && step.begins !== undefined) began.set(name, index);
    const pause = step.call === 'return' ? undefined : step.pause;
    return { name, pause, began: name === undefined ? index : (began.get(name) ?? index) };
  });
}

function setupOf(trace: Trace): Setup {
  const { generation, geometry = DEFAULT_GEOMETRY, files, processes } = trace;
  return { generation, geometry, files: files as Readonly<Record<string, FileSetup>>, processes };
}

function makePlan(trace: Trace): Plan {
  const { calls, late, regions, overlap, fails } = lowered(trace);
  const flights = overlap === undefined ? undefined : eventsOf(trace.steps);
  return { setup: setupOf(trace), calls, flights, late, regions, overlap, fails };
}

let last: { readonly trace: Trace; readonly plan: Plan } | undefined;

/**
 * The plan of a trace. The last one is kept, for the next body that performs the same trace; a map of all of them would
 * cost the garbage collector more than the plans cost to make.
 */
export function planOf(trace: Trace): Plan {
  if (last?.trace !== trace) last = { trace, plan: makePlan(trace) };
  return last.plan;
}
