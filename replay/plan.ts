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
   * returns (see `late`); 'return' for a return, whose call has been performed where it began.
   */
  readonly calls: readonly (Call | 'return')[];
  /** The steps whose addresses are known only while the trace is performed. */
  readonly late: ReadonlySet<number>;
  /** The regions of the header. */
  readonly regions: ReadonlyMap<string, string>;
  /** Why no sequential body can perform it: calls that overlap. */
  readonly overlap: string | undefined;
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
    if (begun !== undefined && !(step.call === 'return' && step.of === begun)) return `the call begun as ${begun} overlaps step ${index}`;
    begun = step.begins;
    index += 1;
  }
  return undefined;
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
  for (const call of calls) if (call !== 'return') needs.add(call.call);
  return needs;
}

function makePlan(trace: Trace): Plan {
  const regions = regionsOf(trace);
  const baseOf: BaseOf = (region) => regions.get(region);
  let late: Set<number> | undefined;
  const calls = trace.steps.map((step, index) => {
    if (step.call === 'return') return 'return';
    const call = resolveCall(step, baseOf);
    if (call === undefined) (late ??= new Set()).add(index);
    return call ?? step;
  });
  return { setup: setupOf(trace), calls, late: late ?? NONE, regions, overlap: overlapOf(trace.steps) };
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
