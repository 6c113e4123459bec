/** Messages to one process of a body and its answers, in order; the first thing that goes wrong ends it. */
import type { Channel, OpenChannel, Overheard } from './channel.ts';
import { splitLines } from './line-splitter.ts';
import { Bystander, Lost, quoted } from './failure.ts';
import { LAST_SEQ, LONGEST_ANSWER, numbered } from './lines.ts';
import type { Unnumbered } from './lines.ts';

/** An answer as it came: an object with the right number, nothing else checked. */
export type Answer = Readonly<Record<string, unknown>>;

/** A message whose answer is awaited. */
export interface Awaiting {
  /** What is asked, for messages about it. */
  readonly what: string;
  /** From when the body has answered all before it; no limit where left out. */
  readonly milliseconds?: number;
  /** Takes an answer; false where more lines belong to it. Throws Lost where the answer makes no sense. */
  take(answer: Answer, line: Buffer): boolean;
  /** All lines of the chunk with its last answer have been read, and were in order. */
  finish(): void;
  /** The body is lost: by its own fault (Lost), or by that of another message (Bystander). */
  fail(error: Lost | Bystander): void;
}

/** A message on its way. */
interface Sent {
  readonly seq: number;
  readonly message: Unnumbered;
  readonly awaiting: Awaiting;
}

export interface Conversation {
  /** Why nothing can be said any more; undefined while all is well. */
  readonly lost: Lost | undefined;
  say(message: Unnumbered, awaiting: Awaiting): void;
  /** Ends it for a reason found elsewhere. */
  abandon(cause: string): void;
  readonly channel: Channel;
}

function parsed(line: Buffer): Answer | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

class Talk implements Conversation {
  lost: Lost | undefined;
  readonly channel: Channel;
  private readonly overhear: ((overheard: Overheard) => void) | undefined;
  private readonly lines = splitLines(
    LONGEST_ANSWER,
    (line) => this.hear(line),
    (begin) => this.lose(`it printed a line of more than ${LONGEST_ANSWER} bytes: ${quoted(begin)}`),
  );
  private seq = 0;
  private outgoing = '';
  private waiting: Sent[] = [];
  /** Answered in the chunk that is being read. */
  private answered: Sent[] = [];
  /** When the first of those waiting has to be answered. */
  private due = Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer rings. */
  private rings = Infinity;

  constructor(open: OpenChannel, overhear?: (overheard: Overheard) => void) {
    this.overhear = overhear;
    this.channel = open({
      onBytes: (bytes) => this.read(bytes),
      onEnd: (cause) => {
        this.overhear?.({ direction: 'body', text: cause });
        this.lose(this.withRest(cause));
      },
    });
  }

  say(message: Unnumbered, awaiting: Awaiting): void {
    if (this.lost !== undefined) return awaiting.fail(this.lost);
    this.seq = this.seq === LAST_SEQ ? 1 : this.seq + 1;
    this.waiting.push({ seq: this.seq, message, awaiting });
    if (this.waiting.length === 1) this.watch();
    if (this.outgoing === '') queueMicrotask(() => this.flush());
    this.outgoing += numbered(this.seq, message);
  }

  abandon(cause: string): void {
    this.lose(cause);
  }

  private flush(): void {
    const lines = this.outgoing;
    this.outgoing = '';
    if (this.lost !== undefined) return;
    if (this.overhear !== undefined) for (const text of lines.trimEnd().split('\n')) this.overhear({ direction: 'to-body', text });
    this.channel.write(lines);
  }

  private read(bytes: Buffer): void {
    if (this.lost !== undefined) return;
    this.lines.push(bytes);
    const { answered } = this;
    if (answered.length === 0) return;
    this.answered = [];
    for (const { awaiting } of answered) awaiting.finish();
  }

  /** One line. False where it was the last that is listened to. */
  private hear(line: Buffer): boolean {
    this.overhear?.({ direction: 'from-body', text: line.toString('utf8') });
    const [first] = this.waiting;
    const answer = parsed(line);
    if (first === undefined || answer?.['seq'] !== first.seq) return this.refuse(line, answer, first);
    try {
      if (first.awaiting.take(answer, line)) this.next(first);
      return true;
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      this.lose(isEcho(answer) ? `it repeats what it was sent: ${quoted(line)}` : error.message);
      return false;
    }
  }

  private next(first: Sent): void {
    this.waiting.shift();
    this.answered.push(first);
    this.watch();
  }

  private refuse(line: Buffer, answer: Answer | undefined, first: Sent | undefined): false {
    const twice = this.answered.find(({ seq }) => seq === answer?.['seq']);
    if (twice !== undefined) this.blame(twice, `it answered twice: ${quoted(line)}`);
    else this.lose(`${faultOf(answer, first)}: ${quoted(line)}`);
    return false;
  }

  /** The fault is that of a message that seemed to be answered. */
  private blame(guilty: Sent, cause: string): void {
    this.answered = this.answered.filter((sent) => sent !== guilty);
    this.waiting = [guilty, ...this.waiting];
    this.lose(cause);
  }

  private lose(cause: string): void {
    if (this.lost !== undefined) return;
    this.lost = new Lost(cause);
    clearTimeout(this.timer);
    const [guilty, ...others] = this.waiting;
    this.waiting = [];
    void this.channel.end();
    for (const { awaiting } of others) awaiting.fail(new Bystander(cause));
    guilty?.awaiting.fail(this.lost);
  }

  /** A line that was cut off by the end is quoted. */
  private withRest(cause: string): string {
    const rest = this.lines.rest();
    return rest.length === 0 ? cause : `${cause} in the middle of a line: ${quoted(rest)}`;
  }

  /** Sets the deadline of the message that is first in line. */
  private watch(): void {
    const milliseconds = this.waiting[0]?.awaiting.milliseconds;
    this.due = milliseconds === undefined ? Infinity : performance.now() + milliseconds;
    if (milliseconds !== undefined && this.due < this.rings) this.wake(milliseconds);
  }

  /** One timer, set anew only when it rings or would ring too late: cheaper than one for each message. */
  private wake(milliseconds: number): void {
    clearTimeout(this.timer);
    this.rings = performance.now() + milliseconds;
    this.timer = setTimeout(() => {
      // What has arrived in the meantime is read before anything is called late.
      setImmediate(() => this.ring());
    }, milliseconds);
  }

  private ring(): void {
    this.rings = Infinity;
    if (this.lost !== undefined || this.due === Infinity) return;
    const left = this.due - performance.now();
    if (left > 0) return this.wake(Math.ceil(left));
    const { what, milliseconds = 0 } = this.waiting[0]?.awaiting ?? { what: 'the body' };
    this.lose(`${what} was not answered within ${milliseconds} ms`);
  }
}

const NOT_PROTOCOL =
  'it printed what is not a JSON object (standard output belongs to the protocol; print to standard error, which is quoted)';

/** Every message of ours has a kind, no answer has. */
function isEcho(answer: Answer | undefined): boolean {
  return answer !== undefined && 'kind' in answer;
}

function faultOf(answer: Answer | undefined, first: Sent | undefined): string {
  if (answer === undefined) return NOT_PROTOCOL;
  if (isEcho(answer)) return 'it repeats what it was sent';
  if (first === undefined) return 'it answered without being asked';
  return `it answered with another number than ${first.seq}`;
}

/** @param overhear told every line in both directions */
export function converse(open: OpenChannel, overhear?: (overheard: Overheard) => void): Conversation {
  return new Talk(open, overhear);
}
