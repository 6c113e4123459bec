/**
 * Whether a trace is the shortest: every shorter sequence of its calls, each by any of its processes, is looked at,
 * breadth first. The processes that live from the start are taken to be interchangeable, a file is opened right before
 * the descriptor is used, and every call but the last ends (in success, refusal or fault) as it does in the trace, by the model.
 */
import type { Step, Trace } from '../schemas/generated/types.ts';
import { withSteps } from './dependencies.ts';
import type { Model } from './model.ts';
import type { Trial } from './trial.ts';

/** What the search has looked at. */
export interface Proof {
  /** Calls to choose from. */
  readonly calls: number;
  /** Beginnings of sequences that make sense. */
  sequences: number;
  /** Of them: whole sequences that the body had to answer for. */
  tried: number;
  /** Nothing was left out. */
  complete: boolean;
}

export interface Limits {
  /** Sequences looked at, and sequences tried on the body, at most. */
  readonly sequences: number;
  readonly tried: number;
}

/** Longer traces are not worth the attempt. */
const LONGEST = 12;

interface Letter {
  readonly step: Step;
  /** How it ends where it is not the last. */
  readonly ends: ReadonlySet<string>;
}

interface Search {
  readonly trace: Trace;
  readonly letters: readonly Letter[];
  readonly role: string;
  readonly model: Model;
  readonly trial: Trial;
  readonly limits: Limits;
  readonly proof: Proof;
}

/** A shorter trace that fails in the same way, or undefined; the proof says how far the search went. */
export async function shorter(
  trace: Trace,
  model: Model,
  trial: Trial,
  limits: Limits,
): Promise<{ found: Trace | undefined; proof: Proof }> {
  const letters = alphabetOf(trace, model);
  const proof: Proof = { calls: letters.length, sequences: 0, tried: 0, complete: true };
  const role = trace.steps.at(-1)?.call ?? '';
  const search: Search = { trace, letters, role, model, trial, limits, proof };
  if (trace.steps.length > LONGEST || trace.steps.some((step) => step.begins !== undefined))
    return { found: undefined, proof: { ...proof, complete: false } };
  for (let length = 1; length < trace.steps.length && proof.complete; length++) {
    const found = await extend([], length, search);
    if (found !== undefined) return { found, proof };
  }
  return { found: undefined, proof };
}

async function extend(prefix: readonly Step[], length: number, search: Search): Promise<Trace | undefined> {
  for (const letter of search.letters) {
    const isLast = prefix.length === length - 1;
    if (isLast && letter.step.call !== search.role) continue;
    const steps = [...prefix, letter.step];
    if (!isOrderly(prefix, letter.step, search.trace)) continue;
    const candidate = withSteps(search.trace, steps);
    if (candidate.steps.length < steps.length) continue;
    if (isOver(search)) return undefined;
    search.proof.sequences += 1;
    const found = isLast ? await tryOut(candidate, search) : await goOn(candidate, letter, length, search);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOver({ proof, limits, trial }: Search): boolean {
  if (proof.sequences >= limits.sequences || proof.tried >= limits.tried || trial.ended() !== undefined) proof.complete = false;
  return !proof.complete;
}

async function tryOut(candidate: Trace, { trial, proof }: Search): Promise<Trace | undefined> {
  const before = trial.counts.performed;
  const fails = await trial.fails(candidate);
  proof.tried += trial.counts.performed - before;
  return fails ? candidate : undefined;
}

async function goOn(candidate: Trace, letter: Letter, length: number, search: Search): Promise<Trace | undefined> {
  const ends = search.model(candidate).ends.at(-1);
  if (ends === undefined || !letter.ends.has(ends)) return undefined;
  return extend(candidate.steps, length, search);
}

/** Interchangeable processes come up in their order, and what was opened is used at once. */
function isOrderly(prefix: readonly Step[], step: Step, { processes }: Trace): boolean {
  const last = prefix.at(-1);
  if (last?.call === 'open' && !usesHandle(step, last)) return false;
  const up = new Set([...prefix, step].flatMap((s) => ('process' in s && s.process !== undefined ? [s.process] : [])));
  return [...up].filter((name) => processes.includes(name)).every((name, i) => name === processes[i]);
}

function usesHandle(step: Step, { process, as }: Step & { call: 'open' }): boolean {
  if (!('process' in step) || step.process !== process) return false;
  return step.call === 'open' || step.call === 'fork' || ('fd' in step && step.fd === as);
}

/** The calls of the trace, each by any of its processes. */
function alphabetOf(trace: Trace, model: Model): Letter[] {
  const { ends } = model(trace);
  const letters = new Map<string, { step: Step; ends: Set<string> }>();
  for (const [i, step] of trace.steps.entries()) {
    for (const variant of variantsOf(step, trace)) {
      const key = JSON.stringify(variant);
      const known = letters.get(key) ?? { step: variant, ends: new Set() };
      known.ends.add(ends[i] ?? 'done');
      letters.set(key, known);
    }
  }
  return [...letters.values()];
}

function variantsOf(step: Step, trace: Trace): Step[] {
  if (!('process' in step) || step.process === undefined) return [step];
  const { process } = step;
  const names = new Set(trace.steps.flatMap((s) => ('process' in s && s.process !== undefined ? [s.process] : [])));
  if (step.call === 'fork') names.delete(step.child);
  return [step, ...[...names].filter((name) => name !== process).map((name) => byAnother(step, process, name, trace))];
}

/** The same call by another process, with that one's descriptor of the same file. */
function byAnother(step: Step, process: string, other: string, trace: Trace): Step {
  const handle = (fd: string): string => {
    const open = trace.steps.find((s) => s.call === 'open' && s.process === process && s.as === fd);
    const its =
      open?.call === 'open' ? trace.steps.find((s) => s.call === 'open' && s.process === other && s.file === open.file) : undefined;
    return its?.call === 'open' ? its.as : fd;
  };
  const moved = { ...step, process: other } as Step;
  if (moved.call === 'open') return { ...moved, as: handle(moved.as) };
  return 'fd' in moved && moved.fd !== undefined ? { ...moved, fd: handle(moved.fd) } : moved;
}
