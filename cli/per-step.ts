/** What the judge says of a transcript, step by step: it hears ever longer beginnings of it. */
import type { Judge } from '../oracle/judge.ts';
import type { Outcome, Transcript, Verdict } from '../schemas/generated/types.ts';

export interface StepFindings {
  /** What the rules permit at the step; undefined where they do not say. */
  readonly permitted: readonly string[] | undefined;
  /** Rules that were decided at this step, and held. */
  readonly held: readonly string[];
  readonly violated: readonly Verdict[];
}

/** Beginnings cost time by the square of their number. */
const MOST_STEPS = 400;

/** One for each entry; without `held` and `permitted` where the transcript is long. */
export function findingsByStep(judge: Judge, transcript: Transcript): StepFindings[] {
  const { violations } = judge.judge(transcript);
  const short = transcript.entries.length <= MOST_STEPS;
  let before = new Uint16Array(judge.rules.length);
  return transcript.entries.map((_entry, step) => {
    const violated = violations.filter((verdict) => verdict.step === step);
    if (!short) return { permitted: undefined, held: [], violated };
    const { decided } = judge.judge(beginning(transcript, step + 1));
    const held = judge.rules.filter((rule, i) => (decided[i] ?? 0) > (before[i] ?? 0) && !violated.some((one) => one.rule === rule.id));
    before = Uint16Array.from(decided);
    return { permitted: permittedAt(judge, transcript, step), held: held.map((rule) => rule.id), violated };
  });
}

/** The first `count` steps. */
function beginning(transcript: Transcript, count: number): Transcript {
  return { ...transcript, status: 'complete', entries: transcript.entries.slice(0, count) };
}

/** An answer that no rule permits makes the judge say what is. */
const NEVER: Outcome = { result: 'refused', errno: 'E' };

/** What the rules permit at a step, whatever was seen there. */
export function permittedAt(judge: Judge, transcript: Transcript, step: number): readonly string[] | undefined {
  return judgedWith(judge, transcript, step, NEVER)?.permitted;
}

/** The violation that another answer at this step would be, or undefined where it is permitted. */
export function judgedWith(judge: Judge, transcript: Transcript, step: number, outcome: Outcome): Verdict | undefined {
  const entries = [...transcript.entries.slice(0, step), { outcome }];
  const { violations } = judge.judge({ ...transcript, status: 'complete', entries });
  return violations.find((verdict) => verdict.step === step);
}
