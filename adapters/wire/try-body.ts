/** Tries whether a body speaks the protocol, one trial after another, with a new process after a failure. */
import type { HelloAnswer } from '../../schemas/generated/types.ts';
import type { Channel, OpenChannel, Overheard } from './channel.ts';
import { greet } from './greeting.ts';
import type { Greeting } from './greeting.ts';
import { withLastWords } from '../../schemas/broken-reason.ts';
import { TRIALS } from './trials.ts';
import type { Trial } from './trials.ts';
import { messageOf } from './failure.ts';

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

/** A process that has been greeted and has failed at nothing yet. */
type Session = Greeting & { readonly fate: () => string | undefined };

async function begin(open: OpenChannel, { startMilliseconds, stepMilliseconds }: TryOptions): Promise<Session> {
  let fate: string | undefined;
  const overhear = ({ direction, text }: Overheard): void => void (fate = direction === 'body' ? text : fate);
  const deadlines = { start: startMilliseconds, step: stepMilliseconds, trace: stepMilliseconds * 5 };
  return { ...(await greet(open, deadlines, overhear)), fate: () => fate };
}

async function end({ conversation }: Session, why: string): Promise<string> {
  conversation.abandon(why);
  await conversation.channel.end();
  return withLastWords(why, conversation.channel.lastWords());
}

/** Tries a body that is running; it runs no more where it has failed. */
async function tryWith(trial: Trial, session: Session, milliseconds: number): Promise<TrialResult> {
  const { id, sentence } = trial;
  try {
    const remark = await trial.run({ ...session, milliseconds });
    return { id, sentence, result: 'passed', ...(remark === undefined ? {} : { remark }) };
  } catch (error) {
    return failed(trial, await end(session, messageOf(error)));
  }
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

/** The trials of one body, and what has come of them. */
class Trying {
  readonly answers: HelloAnswer[] = [];
  private readonly open: OpenChannel;
  private readonly options: TryOptions;
  private readonly passed = new Set<string>();
  private session: Session | undefined;

  constructor(open: OpenChannel, options: TryOptions) {
    this.open = open;
    this.options = options;
  }

  async try(trial: Trial): Promise<TrialResult> {
    const exempt = this.exempt(trial);
    if (exempt !== undefined) return { id: trial.id, sentence: trial.sentence, result: 'exempt', remark: exempt };
    const result = await this.tryNow(trial);
    if (result.result === 'passed') this.passed.add(trial.id);
    return result;
  }

  async end(): Promise<void> {
    if (this.session !== undefined) await end(this.session, 'the trials are over');
    this.session = undefined;
  }

  private exempt({ needs, exempt }: Trial): string | undefined {
    const [known] = this.answers;
    const reason = known === undefined ? undefined : exempt?.(known);
    return reason ?? (needs === undefined || this.passed.has(needs) ? undefined : `${needs} comes first`);
  }

  /** In the process of the last trial, where that will do. */
  private async tryNow(trial: Trial): Promise<TrialResult> {
    if (trial.pieces === true) await this.end();
    try {
      this.session ??= await begin(trial.pieces === true ? inPieces(this.open) : this.open, this.options);
    } catch (error) {
      return failed(trial, messageOf(error));
    }
    const { session } = this;
    if (!this.answers.includes(session.answer)) this.answers.push(session.answer);
    const result = await tryWith(trial, session, this.options.stepMilliseconds);
    if (result.result === 'failed' || trial.last === true || trial.pieces === true) await this.end();
    return result;
  }
}

/** All trials, in order; only the first where the body cannot be started. Never rejects for what the body does. */
export async function* tryBody(open: OpenChannel, options: TryOptions): AsyncGenerator<TrialResult> {
  const trying = new Trying(open, options);
  try {
    for (const trial of TRIALS) {
      yield await trying.try(trial);
      if (trying.answers.length === 0) return;
    }
    yield sameAgain(trying.answers);
  } finally {
    await trying.end();
  }
}
