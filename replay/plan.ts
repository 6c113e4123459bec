/** What is known of a trace before any body performs it, worked out once: resolved calls, what they need, why it cannot be performed. */
import type { Call, CallName, Setup } from '../schemas/contract.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { FileSetup, Step, Trace } from '../schemas/generated/types.ts';
import { normalCall } from '../schemas/normal-call.ts';
import { absolute, isAbsolute, regionOf } from '../schemas/place.ts';

export interface Plan {
  readonly setup: Setup;
  /**
   * One for each step: the call with absolute addresses; the step itself where an address waits for what an earlier mmap
   * returns (see `late`); 'return' and 'resume' for what a call in flight does.
   */
  readonly calls: readonly (Call | 'return' | 'resume')[];
  /** What the steps say of calls in flight; undefined where each call returns before the next step. */
  readonly flights: readonly FlightEvent[] | undefined;
  /** The steps whose addresses are known only while the trace is performed. */
  readonly late: ReadonlySet<number>;
  /** The regions of the header. */
  readonly regions: ReadonlyMap<string, string>;
  /** Why no sequential body can perform it: calls that overlap, or pause. */
  readonly overlap: string | undefined;
  /** Why a body must be able to make something fail. */
  readonly fails: string | undefined;
}

/** What a step says of a call in flight: the name that it began under, the point to pause at, the step that it began at. */
export interface FlightEvent {
  readonly name: string | undefined;
  readonly pause: string | undefined;
  readonly began: number;
}

/** Finds the address at which a region begins; undefined where it is not bound. */
export type BaseOf = (region: string) => string | undefined;

/** The absolute address of a place, or undefined. */
export function resolvePlace(place: string, baseOf: BaseOf): string | undefined {
  if (isAbsolute(place)) return place;
  const base = baseOf(regionOf(place));
  return base === undefined ? undefined : absolute(base, place);
}

/** The call as bodies are told it, with absolute addresses; undefined where one is not known. */
export function resolveCall(call: Call, baseOf: BaseOf): Call | undefined {
  const place = (call as { addr?: string }).addr;
  if (place === undefined) return normalCall(call);
  const addr = resolvePlace(place, baseOf);
  if (addr === undefined) return undefined;
  if (call.call === 'mremap' && call.newAddr !== undefined) {
    const newAddr = resolvePlace(call.newAddr, baseOf);
    return newAddr === undefined ? undefined : normalCall(call, addr, newAddr);
  }
  return normalCall(call, addr);
}

/** The first place of a call that cannot be resolved. */
export function unresolved(call: Call, baseOf: BaseOf): string | undefined {
  const places = [call.call === 'mremap' ? call.newAddr : undefined, 'addr' in call ? call.addr : undefined];
  return places.find((place) => place !== undefined && resolvePlace(place, baseOf) === undefined);
}

/** A call that began and returns only after other steps overlaps them; one body has one thread of control. */
function overlapOf(steps: readonly Step[]): string | undefined {
  let begun: string | undefined;
  let index = 0;
  for (const step of steps) {
    if (step.call !== 'return' && step.call !== 'resume' && step.pause !== undefined) return `the call of step ${index} pauses`;
    if (begun !== undefined && !(step.call === 'return' && step.of === begun)) return `the call begun as ${begun} overlaps step ${index}`;
    begun = step.begins;
    index += 1;
  }
  return undefined;
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

function failsOf(steps: readonly Step[]): string | undefined {
  const index = steps.findIndex((step) => (step as { readonly fail?: unknown }).fail !== undefined);
  return index < 0 ? undefined : `an allocation is to fail in step ${index}`;
}

function setupOf(trace: Trace): Setup {
  const { generation, geometry = DEFAULT_GEOMETRY, files, processes } = trace;
  return { generation, geometry, files: files as Readonly<Record<string, FileSetup>>, processes };
}

const NONE: ReadonlySet<number> = new Set();

function regionsOf(trace: Trace): Map<string, string> {
  const regions = new Map<string, string>();
  for (const name in trace.regions) regions.set(name, trace.regions[name] as string);
  return regions;
}

/** The calls that the steps make, each once. */
export function needsOf({ calls }: Plan): Set<CallName> {
  const needs = new Set<CallName>();
  for (const call of calls) if (typeof call === 'object') needs.add(call.call);
  return needs;
}

function makePlan(trace: Trace): Plan {
  const regions = regionsOf(trace);
  const baseOf: BaseOf = (region) => regions.get(region);
  let late: Set<number> | undefined;
  const calls = trace.steps.map((step, index) => {
    if (step.call === 'return' || step.call === 'resume') return step.call;
    const call = resolveCall(step, baseOf);
    if (call === undefined) (late ??= new Set()).add(index);
    return call ?? step;
  });
  const { steps } = trace;
  const overlap = overlapOf(steps);
  const flights = overlap === undefined ? undefined : eventsOf(steps);
  return { setup: setupOf(trace), calls, flights, late: late ?? NONE, regions, overlap, fails: failsOf(steps) };
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
