/** PERFORM: a trace on a body gives a transcript. What the body does wrong is a value here; it never throws. */
import type { Body, Call, CallName } from '../schemas/contract.ts';
import type { Entry, Outcome, Snapshot, Trace, Transcript } from '../schemas/generated/types.ts';
import { resolveCall } from '../schemas/lowered.ts';
import { createWaiting, isPromise } from './deadline.ts';
import type { Deadlines, Soon, Waiting } from './deadline.ts';
import { createGatekeeper } from './gatekeeper.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { planOf, unresolved } from './plan.ts';
import type { FlightEvent, Plan } from './plan.ts';
import { reasonOf } from './reason.ts';
import { lackingLooks, skipReason } from './skip.ts';

export interface PerformOptions extends Deadlines {
  /** Whether the body is asked to show its snapshot after every step; always where left out. */
  readonly look?: 'always' | 'never';
  /** The body is ours: its answers are taken as they are. Otherwise they are checked and copied. */
  readonly trust?: boolean;
  /** URL of the file that the body comes from: what it throws is told with its place there. */
  readonly module?: string;
  /** Told the index of each step before it is performed. */
  readonly onStep?: ((index: number) => void) | undefined;
  /** Told what broke the body, before the transcript says it in words. */
  readonly onBroken?: (error: unknown) => void;
}

/** One performance of one trace. */
interface Run {
  readonly plan: Plan;
  readonly body: Body;
  readonly gate: Gatekeeper;
  readonly wait: Waiting;
  readonly show: boolean;
  /** Looks that the body says it lacks. */
  readonly lacking: ReadonlySet<CallName>;
  /** Regions of the header, and those that mmap and mremap have bound; only where a step waits for one. */
  readonly bound: Map<string, string> | undefined;
}

function begin(plan: Plan, body: Body, options: PerformOptions): Run {
  return {
    plan,
    body,
    gate: createGatekeeper(options.trust ?? false),
    wait: createWaiting(options),
    show: options.look !== 'never' && body.snapshot !== undefined,
    lacking: lackingLooks(body.description),
    bound: plan.late.size === 0 ? undefined : new Map(plan.regions),
  };
}

/** Remembers where an mmap or mremap that names its result put it. */
function bind(bound: Map<string, string>, call: Call, outcome: Outcome): void {
  if (call.call !== 'mmap' && call.call !== 'mremap' && call.call !== 'mshare_attach') return;
  if (call.as !== undefined && outcome.result === 'done' && outcome.addr !== undefined) bound.set(call.as, outcome.addr);
}

/** The entry of a step that the body is not told. */
function untold(what: string): Entry {
  return { outcome: { result: 'unsupported', what } };
}

/** What cannot be seen just now is left unseen. */
function entryOf(run: Run, outcome: Outcome, shown: Snapshot | undefined): Entry {
  return shown === undefined ? { outcome } : { outcome, snapshot: run.gate.snapshot(shown) };
}

async function showLater(run: Run, outcome: Outcome, shown: PromiseLike<Snapshot | undefined>): Promise<Entry> {
  return entryOf(run, outcome, await run.wait(shown, 'snapshot'));
}

/** Checks the answer and adds what the body shows. */
function admit(run: Run, call: Call, answer: Outcome): Entry | Promise<Entry> {
  const outcome = run.gate.outcome(answer);
  if (run.bound !== undefined) bind(run.bound, call, outcome);
  if (!run.show || run.body.snapshot === undefined) return { outcome };
  const shown = run.body.snapshot();
  return isPromise(shown) ? showLater(run, outcome, shown) : entryOf(run, outcome, shown);
}

async function admitLater(run: Run, call: Call, answer: PromiseLike<Outcome>): Promise<Entry> {
  return admit(run, call, await run.wait(answer, call.call));
}

function tell(run: Run, call: Call, event: FlightEvent | undefined): Entry | Promise<Entry> {
  if (run.lacking.size > 0 && run.lacking.has(call.call)) return untold(`the body does not support ${call.call}`);
  const told = run.gate.call(call);
  return take(
    run,
    call,
    event?.name === undefined || isLook(call) ? run.body.step(told) : inFlight(run.body).begin(event.name, told, event.pause),
  );
}

function take(run: Run, call: Call, answer: Soon<Outcome>): Entry | Promise<Entry> {
  return isPromise(answer) ? admitLater(run, call, answer) : admit(run, call, answer);
}

/** A body that says that calls may overlap has what it takes. */
function inFlight(body: Body): Body & Required<Pick<Body, 'begin' | 'resume' | 'finish'>> {
  if (flies(body)) return body;
  throw new Error('the body says that calls may overlap, and has no begin, resume or finish');
}

function flies(body: Body): body is Body & Required<Pick<Body, 'begin' | 'resume' | 'finish'>> {
  return ['begin', 'resume', 'finish'].every((name) => name in body);
}

/** A look at everything is nobody's call: it takes no time. */
function isLook(call: Call): boolean {
  return !('process' in call) || call.process === undefined;
}

/** A call that began, and the entry of that step. */
interface Begun {
  readonly call: Plan['calls'][number] | undefined;
  readonly entry: Entry | undefined;
}

/** A call in flight goes on, or returns. What it returns binds its region. */
function proceed(run: Run, what: 'resume' | 'return', { name, pause }: FlightEvent, begun: Begun): Entry | Promise<Entry> {
  const { call, entry } = begun;
  if (name === undefined || typeof call !== 'object' || entry === undefined) return untold('no call has begun under the name');
  if (entry.outcome.result === 'unsupported' || isLook(call)) return entry;
  const body = inFlight(run.body);
  return take(run, call, what === 'resume' ? body.resume(name, pause) : body.finish(name));
}

/** A step whose address depends on what an earlier call returned. */
function tellLate(run: Run, call: Call, event: FlightEvent | undefined): Entry | Promise<Entry> {
  const baseOf = (region: string): string | undefined => run.bound?.get(region);
  const resolved = resolveCall(call, baseOf);
  if (resolved !== undefined) return tell(run, resolved, event);
  return untold(`not performed: ${unresolved(call, baseOf) ?? ''} has no address, since no call bound its region`);
}

/** Where no calls overlap, a return repeats the entry of its call, which has been performed where it began. */
function performStep(run: Run, index: number, entries: readonly Entry[]): Entry | Promise<Entry> {
  const { calls, flights, late } = run.plan;
  const call = calls[index];
  const event = flights?.[index];
  if (typeof call === 'string' && event !== undefined)
    return proceed(run, call, event, { call: calls[event.began], entry: entries[event.began] });
  if (call === undefined || typeof call === 'string') return entries[index - 1] ?? untold('a return without its call');
  return run.bound !== undefined && late.has(index) ? tellLate(run, call, event) : tell(run, call, event);
}

/** Gives a promise only where the body does: one that answers at once is performed without a pause. */
function performSteps(run: Run, entries: Entry[], onStep: PerformOptions['onStep']): Promise<void> | undefined {
  const ready = run.body.reset(run.plan.setup);
  return isPromise(ready) ? performAfter(ready, run, entries, onStep) : performFrom(run, entries, onStep);
}

/** The steps that have no entry yet. */
function performFrom(run: Run, entries: Entry[], onStep: PerformOptions['onStep']): Promise<void> | undefined {
  for (let index = entries.length; index < run.plan.calls.length; index++) {
    onStep?.(index);
    const entry = performStep(run, index, entries);
    if (isPromise(entry)) return performOn(entry, run, entries, onStep);
    entries.push(entry);
  }
  return undefined;
}

async function performAfter(ready: PromiseLike<void>, run: Run, entries: Entry[], onStep: PerformOptions['onStep']): Promise<void> {
  await run.wait(ready, 'reset');
  await performFrom(run, entries, onStep);
}

/** Awaits each entry that comes later, and goes on. */
async function performOn(first: PromiseLike<Entry>, run: Run, entries: Entry[], onStep: PerformOptions['onStep']): Promise<void> {
  entries.push(await first);
  for (let index = entries.length; index < run.plan.calls.length; index++) {
    onStep?.(index);
    const entry = performStep(run, index, entries);
    entries.push(isPromise(entry) ? await entry : entry);
  }
}

function transcriptOf(trace: Trace, body: Body, entries: Entry[], status: Transcript['status'], reason?: string): Transcript {
  const transcript: Transcript = { format: 1, trace, body: body.description, entries, status };
  if (reason !== undefined) transcript.reason = reason;
  return transcript;
}

/**
 * Performs a valid trace, step by step, on a body. The transcript is complete; skipped, where the body lacks a call, or what
 * the trace asks of it: calls that overlap, an allocation that fails; or broken, with the entries so far, where the body throws, answers nonsense or is late.
 * Never rejects. A body that neither answers nor yields can be stopped only from outside its thread.
 */
export async function perform(trace: Trace, body: Body, options: PerformOptions = {}): Promise<Transcript> {
  const plan = planOf(trace);
  const skip = skipReason(plan, body.description);
  if (skip !== undefined) return transcriptOf(trace, body, [], 'skipped', skip);
  const entries: Entry[] = [];
  try {
    await performSteps(begin(plan, body, options), entries, options.onStep);
    return transcriptOf(trace, body, entries, 'complete');
  } catch (error) {
    options.onBroken?.(error);
    return transcriptOf(trace, body, entries, 'broken', `step ${entries.length}: ${reasonOf(error, options.module)}`);
  }
}
