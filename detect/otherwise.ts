/**
 * Bodies that are right but for one thing: in a story one answer is another one, or one thing that is shown. There are as many of them as
 * there are answers; what is recorded of the right body stands for all of them.
 */
import type { Judge } from '../oracle/judge.ts';
import type { Entry, Outcome, Transcript } from '../schemas/generated/types.ts';
import { otherAnswers } from './other-answers.ts';
import { CHANGES } from './other-pictures.ts';

/**
 * What the judge would say of each body that gives one answer otherwise: for each step heard, the answers that pass.
 * Behind the answer nothing is heard: what such a body does then is another story. None where calls overlap: there an answer is judged
 * by what comes later.
 */
export function passing(judge: Judge, transcript: Transcript): (readonly Outcome[] | undefined)[] {
  if (transcript.trace.steps.some((step) => 'begins' in step && step.begins !== undefined)) return [];
  return judge.permits(transcript, otherAnswers);
}

/**
 * The transcript, as often as is asked for, each time with one thing shown otherwise after one step. Which, is decided by the name of the
 * story: the same for the same story.
 */
export function shownOtherwise(transcript: Transcript, many: number): Transcript[] {
  const seed = hashOf(transcript.trace.id);
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
    if (shown !== undefined)
      return { ...transcript, entries: entries.map((entry, k): Entry => (k === step ? { ...entry, snapshot: shown } : entry)) };
  }
  return undefined;
}

function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = mixed(hash ^ (letter.codePointAt(0) ?? 0));
  return hash;
}

/** Spreads numbers: 32 bits to 31. */
function mixed(n: number): number {
  const once = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  return (Math.imul(once ^ (once >>> 15), 0x2c1b3c6d) ^ (once >>> 13)) >>> 1;
}
