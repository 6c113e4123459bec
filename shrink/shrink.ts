/** SHRINK: a failing trace made as small as it gets, with what can be said of the result. */
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { dropProcesses, forkInstead, mergeCpus, mergeDescriptors, mergeFiles, mergeProcesses } from './actors.ts';
import { mergeRegions, rangesToPages, simplerArguments, simplerPlaces, simplerWorld } from './arguments.ts';
import { dropOne, dropRuns, dropTwo } from './drop-steps.ts';
import { followAll } from './improve.ts';
import type { Pass } from './improve.ts';
import { createModel } from './model.ts';
import type { Model } from './model.ts';
import { confidence, sequentialTest } from './sequential.ts';
import { shorter } from './shortest.ts';
import type { Limits, Proof } from './shortest.ts';
import { isSame } from './signature.ts';
import type { Failure, Signature } from './signature.ts';
import { inOrder, renamed, withoutUnused } from './tidy.ts';
import { createTrial } from './trial.ts';
import type { Counts, Trial } from './trial.ts';

export interface ShrinkOptions {
  /** Performs a trace once on the body, and says what is wrong in it (see failuresOf). */
  readonly observe: (trace: Trace) => Promise<readonly Failure[]>;
  readonly profile: string;
  /** The rule whose violation is kept; that of the first failing step where left out. */
  readonly rule?: string | undefined;
  /** Candidates performed, at most; 20,000 where left out. */
  readonly budget?: number | undefined;
  /** How far to look for a shorter trace once no single change makes it smaller. */
  readonly limits?: Limits | undefined;
  /** How often the trace is performed before, and the result after; 3 where left out. */
  readonly repeats?: number | undefined;
  readonly interrupted?: { readonly aborted: boolean } | undefined;
  readonly watch?: ((counts: Readonly<Counts>, smallest: Trace) => void) | undefined;
}

/**
 * proven-shortest: and the search for a shorter one was complete. locally-minimal: no single change leaves the failure.
 * not-seen-again: neither the trace nor anything made of it failed once more.
 */
export type Standing = 'proven-shortest' | 'locally-minimal' | 'budget-hit' | 'interrupted' | 'not-seen-again';

export interface Shrunk {
  /** As the trace given, but for files, regions, processes and steps. */
  readonly trace: Trace;
  readonly signature: Signature;
  readonly standing: Standing;
  readonly proof: Readonly<Proof> | undefined;
  readonly counts: Readonly<Counts>;
  /** How often the trace given failed in this way, and how often the result. */
  readonly before: Seen;
  readonly after: Seen;
}

export interface Seen {
  readonly seen: number;
  readonly runs: number;
  /** The share of performances that fail lies between these, at 95 % confidence. */
  readonly low: number;
  readonly high: number;
}

const BUDGET = 20_000;
const REPEATS = 3;
const LIMITS: Limits = { sequences: 60_000, tried: 6000 };

const SMALLER: readonly Pass[] = [
  dropProcesses,
  mergeProcesses,
  mergeDescriptors,
  mergeFiles,
  forkInstead,
  dropOne,
  dropTwo,
  mergeCpus,
  withoutUnused,
  simplerWorld,
  mergeRegions,
  rangesToPages,
  simplerPlaces,
  simplerArguments,
  inOrder,
  renamed,
];

/** @throws InputError not-failing, where the trace was not seen to fail */
export async function shrink(given: Trace, options: ShrinkOptions): Promise<Shrunk> {
  const { observe, profile, repeats = REPEATS } = options;
  const first = await firstFailure(given, observe, repeats, options.rule);
  const { hash: _, ...unsealed } = given;
  const cut: Trace = { ...unsealed, steps: given.steps.slice(0, first.step + 1) };
  const { signature } = first;
  const model = createModel(given.generation, profile, signature.rule);
  let best = cut;
  const trial = trialOf(cut, first, model, options, () => best);
  best = await dropRuns(cut, trial);
  const { trace: smallest, proof } = await settle(best, model, trial, options.limits ?? LIMITS, (smaller) => (best = smaller));
  const trace = landed(smallest);
  const { trace: confirmed, after } = await confirm([...trial.accepted.map(landed), trace], landed(cut), signature, observe, repeats);
  const standing = after.seen === 0 ? 'not-seen-again' : confirmed === trace ? standingOf(trial, proof) : 'budget-hit';
  return { trace: confirmed, signature, standing, proof, counts: trial.counts, before: seenOf(first.seen, repeats), after };
}

/** A trace that was cut while calls were in flight, with their returns: a call that never returns makes no valid trace. */
function landed(trace: Trace): Trace {
  const open = new Set<string>();
  for (const step of trace.steps) {
    if (step.call === 'return') open.delete(step.of);
    else if (step.begins !== undefined) open.add(step.begins);
  }
  if (open.size === 0) return trace;
  return { ...trace, steps: [...trace.steps, ...Array.from(open, (of) => ({ call: 'return' as const, of }))] };
}

function trialOf(cut: Trace, { seen, signature }: First, model: Model, options: ShrinkOptions, smallest: () => Trace): Trial {
  const { observe, budget = BUDGET, repeats = REPEATS, interrupted, watch } = options;
  // Where the trace itself has a reading that the model does not follow, the model cannot say what makes sense.
  const asked = model(cut).inPlay === true;
  return createTrial({
    signature,
    observe,
    makesSense: asked ? (trace) => model(trace).inPlay !== false : undefined,
    budget,
    sequential: sequentialTest(seen, repeats),
    interrupted,
    watch: watch && ((counts) => watch(counts, smallest())),
  });
}

/** Follows all passes, then looks for a shorter trace, until there is none. */
async function settle(
  start: Trace,
  model: Model,
  trial: Trial,
  limits: Limits,
  keep: (trace: Trace) => void,
): Promise<{ trace: Trace; proof: Proof | undefined }> {
  for (let best = start; ;) {
    best = await followAll(best, SMALLER, trial);
    keep(best);
    if (trial.ended() !== undefined) return { trace: best, proof: undefined };
    const { found, proof } = await shorter(best, model, trial, limits);
    if (found === undefined) return { trace: best, proof };
    best = found;
  }
}

function standingOf(trial: Trial, proof: Proof | undefined): Standing {
  if (proof?.complete === true) return 'proven-shortest';
  if (trial.ended() === 'interrupted') return 'interrupted';
  return proof === undefined ? 'budget-hit' : 'locally-minimal';
}

interface First {
  readonly signature: Signature;
  readonly step: number;
  readonly seen: number;
}

/** The failure to keep, and in how many of the performances it was seen. */
async function firstFailure(trace: Trace, observe: ShrinkOptions['observe'], repeats: number, rule: string | undefined): Promise<First> {
  const all: (readonly Failure[])[] = [];
  for (let i = 0; i < repeats; i++) all.push(await observe(trace));
  const wanted = all.flat().filter((failure) => rule === undefined || failure.signature.rule === rule);
  const [kept] = wanted.toSorted((a, b) => a.step - b.step);
  if (kept === undefined) throw notFailing(trace, rule, repeats);
  const seen = all.filter((failures) => failures.some((failure) => isSame(failure.signature, kept.signature))).length;
  return { ...kept, seen };
}

function notFailing({ id }: Trace, rule: string | undefined, repeats: number): InputError {
  const what = rule === undefined ? 'no rule' : `not the rule ${rule}`;
  const times = repeats === 1 ? 'once' : `${repeats} times`;
  const hint = 'Name a trace that fails on this body, with the same profile; a body that fails now and then needs a larger --repeat.';
  return new InputError('not-failing', `${id} was performed ${times} and violated ${what}`, { hint });
}

async function countSeen(trace: Trace, signature: Signature, observe: ShrinkOptions['observe'], runs: number): Promise<number> {
  let seen = 0;
  for (let i = 0; i < runs; i++) if ((await observe(trace)).some((failure) => isSame(failure.signature, signature))) seen += 1;
  return seen;
}

/** The smallest trace that is seen to fail once more. */
async function confirm(
  accepted: readonly Trace[],
  start: Trace,
  signature: Signature,
  observe: ShrinkOptions['observe'],
  runs: number,
): Promise<{ trace: Trace; after: Seen }> {
  for (const trace of accepted.toReversed()) {
    const seen = await countSeen(trace, signature, observe, runs);
    if (seen > 0) return { trace, after: seenOf(seen, runs) };
  }
  return { trace: start, after: seenOf(await countSeen(start, signature, observe, runs), runs) };
}

function seenOf(seen: number, runs: number): Seen {
  return { seen, runs, ...confidence(seen, runs) };
}
