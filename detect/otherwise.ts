/**
 * Bodies that are right but for one thing: in a story one answer is another one, or one thing that is shown. There are as many of them as
 * there are answers; what is recorded of the right body stands for all of them.
 */
import type { Judge } from '../oracle/judge.ts';
import type { Entry, Outcome, Step, Transcript } from '../schemas/generated/types.ts';
import { normalCall } from '../schemas/normal-call.ts';
import { otherAnswers } from './other-answers.ts';
import { CHANGES } from './other-pictures.ts';
import { mixed, seedOf } from './seed.ts';

/**
 * What the judge would say of each body that gives one answer otherwise: for each step heard, the answers that pass.
 * Behind the answer nothing is heard: what such a body does then is another story. Where calls overlap an answer is judged by what comes
 * later, so there all of the story is heard.
 */
export function passing(judge: Judge, transcript: Transcript): (readonly Outcome[] | undefined)[] {
  if (!transcript.trace.steps.some((step) => 'begins' in step && step.begins !== undefined)) return judge.permits(transcript, otherAnswers);
  return transcript.trace.steps.map((step, i) => passingAt(judge, transcript, step, i));
}

/** Calls that begin and return at other steps answer as the body lets them; all others may answer otherwise. */
function passingAt(judge: Judge, transcript: Transcript, given: Step, step: number): readonly Outcome[] | undefined {
  const entry = transcript.entries[step];
  if (entry === undefined || given.call === 'return' || given.call === 'resume' || given.begins !== undefined) return undefined;
  const passes = (outcome: Outcome): boolean => judge.judge(withEntry(transcript, step, { ...entry, outcome })).violations.length === 0;
  return otherAnswers(normalCall(given), entry.outcome).filter(passes);
}

function withEntry(transcript: Transcript, at: number, changed: Entry): Transcript {
  return { ...transcript, entries: transcript.entries.map((entry, i) => (i === at ? changed : entry)) };
}

/**
 * The transcript, as often as is asked for, each time with one thing shown otherwise after one step. Which, is decided by the name of the
 * story: the same for the same story.
 */
export function shownOtherwise(transcript: Transcript, many: number): Transcript[] {
  const seed = seedOf(transcript.trace.id);
  const found: Transcript[] = [];
  for (let i = 0; i < CHANGES.length && found.length < many; i++) {
    const changed = changedOnce(transcript, seed, (seed + i) % CHANGES.length);
    if (changed !== undefined) found.push(changed);
  }
  return found;
}

/** At the first step, beginning from a chosen one, that shows what is changed. */
function changedOnce(transcript: Transcript, seed: number, kind: number): Transcript | undefined {
  const { entries } = transcript;
  const first = mixed(seed + kind) % entries.length;
  for (let i = 0; i < entries.length; i++) {
    const step = (first + i) % entries.length;
    const snapshot = entries[step]?.snapshot;
    const shown = snapshot && CHANGES[kind]!(snapshot, mixed(seed ^ step));
    if (shown !== undefined) return withEntry(transcript, step, { ...entries[step]!, snapshot: shown });
  }
  return undefined;
}
