/**
 * Bodies that are right and take another way: at one step they give another answer that is permitted, and from there on answer what is
 * permitted then. They show nothing.
 */
import type { Judge } from '../oracle/judge.ts';
import type { Entry, Outcome, Transcript } from '../schemas/generated/types.ts';
import { otherAnswers } from './other-answers.ts';

/** What is permitted at each step, of the answers that are asked about. */
type Permitted = readonly (readonly Outcome[] | undefined)[];

/** What is permitted on the way of such a body. */
export interface Way {
  /** The step at which it leaves the way of ours; the number of steps where it never does. */
  readonly from: number;
  readonly permitted: Permitted;
}

/** Steps whose answer is mended, in one way: behind them every answer would be another one anyway. */
const MENDED = 24;

/** Our own way, and up to so many others; first those where ours was refused what may succeed. None where calls overlap. */
export function otherWays(judge: Judge, transcript: Transcript, many: number): Way[] {
  if (many === 0 || transcript.trace.steps.some((step) => 'begins' in step && step.begins !== undefined)) return [];
  const blind = { ...transcript, entries: transcript.entries.map(({ outcome }): Entry => ({ outcome: unseen(outcome) })) };
  const permitted = judge.permits(blind, otherAnswers);
  const turns = blind.entries.flatMap(({ outcome }, step) => {
    const other = permitted[step]?.find(({ result }) => result !== outcome.result);
    return other === undefined ? [] : [{ step, other }];
  });
  const ours = { from: transcript.entries.length, permitted };
  const chosen = turns.toSorted((a, b) => Number(b.other.result === 'done') - Number(a.other.result === 'done')).slice(0, many);
  return [ours, ...chosen.map(({ step, other }) => ({ from: step, permitted: followed(judge, withOutcome(blind, step, other)) }))];
}

/** Goes on where an answer that was recorded is not permitted, with the first one that is. */
function followed(judge: Judge, transcript: Transcript): Permitted {
  let way = transcript;
  for (let mended = 0; ; mended++) {
    const permitted = judge.permits(way, otherAnswers);
    const { divergedAt } = judge.judge(way);
    const mend = divergedAt === undefined || mended === MENDED ? undefined : permitted[divergedAt]?.[0];
    if (divergedAt === undefined || mend === undefined) return permitted;
    way = withOutcome(way, divergedAt, mend);
  }
}

function withOutcome(transcript: Transcript, at: number, outcome: Outcome): Transcript {
  return { ...transcript, entries: transcript.entries.map((entry, i) => (i === at ? { ...entry, outcome } : entry)) };
}

/** An answer that is a picture shows nothing either. */
function unseen(outcome: Outcome): Outcome {
  return outcome.result === 'done' && outcome.snapshot !== undefined ? { result: 'done' } : outcome;
}
