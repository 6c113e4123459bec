/**
 * The calls of a trace as bodies are told them and as they are judged: worked out once for whoever performs the trace and
 * whoever judges it. Steps come from JSON in many shapes, which makes them slow to read; here each is read for the last time.
 */
import type { Call } from './contract.ts';
import type { Step, Trace } from './generated/types.ts';
import { normalCall } from './normal-call.ts';
import { absolute, isAbsolute, regionOf } from './place.ts';

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

export interface Lowered {
  /**
   * One for each step: the call with absolute addresses, or with its places as they are where one of them waits for what an
   * earlier call returns (see `late`); 'return' and 'resume' for what a call in flight does.
   */
  readonly calls: readonly (Call | 'return' | 'resume')[];
  /** The steps whose addresses are known only while the trace is performed. */
  readonly late: ReadonlySet<number>;
  /** The regions of the header. */
  readonly regions: ReadonlyMap<string, string>;
  /** Why no sequential body can perform it: calls that overlap, or pause. */
  readonly overlap: string | undefined;
  /** Why a body must be able to make something fail. */
  readonly fails: string | undefined;
}

const NONE: ReadonlySet<number> = new Set();

/** A call that began and returns only after other steps overlaps them; one body has one thread of control. */
function overlapAt(step: Step, index: number, begun: string | undefined): string | undefined {
  if (step.call !== 'return' && step.call !== 'resume' && step.pause !== undefined) return `the call of step ${index} pauses`;
  if (begun === undefined || (step.call === 'return' && step.of === begun)) return undefined;
  return `the call begun as ${begun} overlaps step ${index}`;
}

function lower({ steps, regions: header }: Trace): Lowered {
  const regions = new Map<string, string>();
  for (const name in header) regions.set(name, header[name] as string);
  const baseOf: BaseOf = (region) => regions.get(region);
  const calls: (Call | 'return' | 'resume')[] = [];
  let late: Set<number> | undefined;
  let [overlap, fails, begun]: (string | undefined)[] = [];
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] as Step;
    overlap ??= overlapAt(step, index, begun);
    begun = step.begins;
    if (step.call === 'return' || step.call === 'resume') {
      calls.push(step.call);
      continue;
    }
    const call = resolveCall(step, baseOf);
    if (call === undefined) (late ??= new Set()).add(index);
    calls.push(call ?? normalCall(step));
    if (fails === undefined && 'fail' in step && step.fail !== undefined) fails = `an allocation is to fail in step ${index}`;
  }
  return { calls, late: late ?? NONE, regions, overlap, fails };
}

/** As many as are performed before the first of them is judged. */
const RECENT = 32;

/**
 * The traces lowered last, in a ring. They are judged in the order in which they were performed, so the one that is looked for is
 * nearly always the next. A WeakMap of all would cost the garbage collector what it saves.
 */
const recent: { readonly trace: Trace; readonly made: Lowered }[] = [];
let [oldest, next] = [0, 0];

/** The calls of a valid trace. Whoever tells them to a stranger tells copies. */
export function lowered(trace: Trace): Lowered {
  for (let i = 0; i < recent.length; i++) {
    const at = (next + i) % RECENT;
    const found = recent[at];
    if (found?.trace !== trace) continue;
    next = at + 1;
    return found.made;
  }
  const made = lower(trace);
  recent[oldest] = { trace, made };
  oldest = (oldest + 1) % RECENT;
  return made;
}
