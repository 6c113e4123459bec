/** Takes out of a failing trace whatever it does not need, until nothing more can go. */
import type { Step, Trace } from '../schemas/generated/types.ts';

/**
 * A trace that still fails, of which no single step can be left out. `fails` says whether a trace is valid and fails in the
 * same way; it must hold for the trace given.
 */
export async function minimize(trace: Trace, fails: (trace: Trace) => Promise<boolean>): Promise<Trace> {
  let smaller = trace;
  for (let before = Infinity; smaller.steps.length < before;) {
    before = smaller.steps.length;
    smaller = await firstsDropped(smaller, (t) => namesIn(t.steps), withoutProcess, fails);
    smaller = await firstsDropped(smaller, (t) => pairsOf(namesIn(t.steps)), oneForAnother, fails);
    smaller = await firstsDropped(smaller, (t) => t.steps.toReversed(), withoutStep, fails);
  }
  smaller = await firstsDropped(smaller, (t) => t.processes, withoutProcess, fails);
  smaller = await firstsDropped(smaller, (t) => Object.keys(t.files), withoutFile, fails);
  return firstsDropped(smaller, (t) => Object.keys(t.regions ?? {}), withoutRegion, fails);
}

/** Tries to drop each of the items in turn, and again from the start after each success. */
async function firstsDropped<T>(
  trace: Trace,
  itemsOf: (trace: Trace) => readonly T[],
  without: (trace: Trace, item: T) => Trace,
  fails: (trace: Trace) => Promise<boolean>,
): Promise<Trace> {
  for (const item of itemsOf(trace)) {
    const candidate = without(trace, item);
    if (await fails(candidate)) return firstsDropped(candidate, itemsOf, without, fails);
  }
  return trace;
}

function withoutStep(trace: Trace, step: Step): Trace {
  return { ...trace, steps: trace.steps.filter((other) => other !== step) };
}

/** Without a process, all that it does, and the fork that bore it. */
function withoutProcess(trace: Trace, name: string): Trace {
  const steps = trace.steps.filter((step) => !namesOf(step).includes(name));
  return { ...trace, processes: trace.processes.filter((other) => other !== name), steps };
}

type Pair = readonly [leaving: string, acting: string];

function pairsOf(names: readonly string[]): Pair[] {
  return names.flatMap((a) => names.filter((b) => b !== a).map((b) => [a, b] as const));
}

/** One process does what another did, too; a fork that bore the other is not needed then. */
function oneForAnother(trace: Trace, [leaving, acting]: Pair): Trace {
  const others = trace.steps.filter((step) => step.call !== 'fork' || step.child !== leaving);
  const steps = others.map((step) => ('process' in step && step.process === leaving ? { ...step, process: acting } : step));
  return { ...trace, processes: trace.processes.filter((name) => name !== leaving), steps };
}

function withoutFile(trace: Trace, name: string): Trace {
  return { ...trace, files: without(trace.files, name) };
}

function withoutRegion({ regions = {}, ...trace }: Trace, name: string): Trace {
  return { ...trace, regions: without(regions, name) };
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** The processes that a step is about. */
function namesOf(step: Step): string[] {
  const actor = 'process' in step && step.process !== undefined ? [step.process] : [];
  return step.call === 'fork' ? [...actor, step.child] : actor;
}

function namesIn(steps: readonly Step[]): string[] {
  return [...new Set(steps.flatMap(namesOf))];
}
