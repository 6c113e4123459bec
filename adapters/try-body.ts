/** Tries whether a body speaks the protocol, one trial after another, each with a process of its own. */
import type { HelloAnswer } from '../schemas/generated/types.ts';
import type { Channel, OpenChannel, Overheard } from './channel.ts';
import { greet } from './greeting.ts';
import { withLastWords } from './tail.ts';
import { TRIALS } from './trials.ts';
import type { Trial } from './trials.ts';
import { messageOf } from './wire-failure.ts';

export interface TrialResult {
  readonly id: string;
  readonly sentence: string;
  readonly result: 'passed' | 'failed' | 'exempt';
  /** What was seen, or why the trial does not concern the body. */
  readonly remark?: string;
  /** What to do, where it failed. */
  readonly hint?: string;
}

export interface TryOptions {
  readonly startMilliseconds: number;
  readonly stepMilliseconds: number;
}

const GAP_MILLISECONDS = 20;

/** The same channel, but every message is cut in two. */
function inPieces(open: OpenChannel): OpenChannel {
  return (events) => {
    const channel = open(events);
    const cut: Channel = {
      write: (lines) => {
        const half = lines.length >> 1;
        channel.write(lines.slice(0, half));
        setTimeout(() => channel.write(lines.slice(half)), GAP_MILLISECONDS);
      },
      hangUp: () => channel.hangUp(),
      end: () => channel.end(),
      ended: (milliseconds) => channel.ended(milliseconds),
      lastWords: () => channel.lastWords(),
    };
    return cut;
  };
}

async function tryOne(trial: Trial, open: OpenChannel, options: TryOptions, known: HelloAnswer | undefined): Promise<Tried> {
  const { id, sentence, hint } = trial;
  const exempt = known === undefined ? undefined : trial.exempt?.(known);
  if (exempt !== undefined) return { result: { id, sentence, result: 'exempt', remark: exempt } };
  let fate: string | undefined;
  const overhear = ({ direction, text }: Overheard): void => void (fate = direction === 'body' ? text : fate);
  const deadlines = { start: options.startMilliseconds, step: options.stepMilliseconds, trace: options.stepMilliseconds * 5 };
  try {
    const { conversation, answer } = await greet(trial.pieces === true ? inPieces(open) : open, deadlines, overhear);
    try {
      const remark = await trial.run({ conversation, answer, milliseconds: options.stepMilliseconds, fate: () => fate });
      return { answer, result: { id, sentence, result: 'passed', ...(remark === undefined ? {} : { remark }) } };
    } catch (error) {
      conversation.abandon(messageOf(error));
      await conversation.channel.end();
      return { answer, result: failed(trial, withLastWords(messageOf(error), conversation.channel.lastWords())) };
    } finally {
      conversation.abandon('the trial is over');
      await conversation.channel.end();
    }
  } catch (error) {
    return { result: { ...failed(trial, messageOf(error)), hint } };
  }
}

interface Tried {
  readonly result: TrialResult;
  readonly answer?: HelloAnswer;
}

function failed({ id, sentence, hint }: Trial, remark: string): TrialResult {
  return { id, sentence, result: 'failed', remark, hint };
}

const SAME = { id: 'same-again', sentence: 'says the same of itself each time that it is started' };

function sameAgain(answers: readonly HelloAnswer[]): TrialResult {
  const other = answers.find((answer) => JSON.stringify(answer) !== JSON.stringify(answers[0]));
  if (other === undefined) return { ...SAME, result: 'passed', remark: `${answers.length} times` };
  const remark = `${JSON.stringify(answers[0])}, then ${JSON.stringify(other)}`;
  return { ...SAME, result: 'failed', remark, hint: 'leave the time, random numbers and the like out of the answer to hello' };
}

/** All trials, in order; only the first where the body cannot be started. Never rejects for what the body does. */
export async function* tryBody(open: OpenChannel, options: TryOptions): AsyncGenerator<TrialResult> {
  const answers: HelloAnswer[] = [];
  for (const trial of TRIALS) {
    const { result, answer } = await tryOne(trial, open, options, answers[0]);
    if (answer !== undefined) answers.push(answer);
    yield result;
    if (answers.length === 0) return;
  }
  yield sameAgain(answers);
}
