/** A stage on a body that is spoken to by messages, over whatever channel. A body that fails is ended and started anew. */
import { Garbage } from '../../replay/gatekeeper.ts';
import { perform } from '../../replay/perform.ts';
import { planOf } from '../../replay/plan.ts';
import type { Plan } from '../../replay/plan.ts';
import { skipReason } from '../../replay/skip.ts';
import { withLastWords, withRemark } from '../../schemas/broken-reason.ts';
import type { Body } from '../../schemas/contract.ts';
import type { BodyDescription, Entry, HelloAnswer, Trace, Transcript } from '../../schemas/generated/types.ts';
import type { OpenChannel } from './channel.ts';
import type { Answer, Conversation } from './conversation.ts';
import { greet } from './greeting.ts';
import type { Deadlines, Greeting } from './greeting.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { Gathering, parcelOf } from './whole-trace.ts';
import type { Parcel } from './whole-trace.ts';
import { ask, createWireBody, readReset } from './body.ts';
import { Bystander, Lost, Misstep, NotSetUp, messageOf } from './failure.ts';
import { DEFAULT_LONGEST, DEFAULT_WINDOW, NUMBERING, STOP, reset } from './lines.ts';

const START_MILLISECONDS = 10_000;
const STEP_MILLISECONDS = 1000;
const TRACE_MILLISECONDS = 5000;
const STOP_MILLISECONDS = 1000;
/** Starts in a row that may fail before the body is given up. */
const PATIENCE = 5;

/** A trace to be performed. */
interface Job {
  readonly number: number;
  readonly trace: Trace;
  readonly plan: Plan;
  readonly resolve: (transcript: Transcript) => void;
  /** How the body failed when it was sent the whole trace, at a step that is not known. */
  failure?: string;
}

export function deadlinesOf(options: StageOptions): Deadlines {
  return {
    start: options.startMilliseconds ?? START_MILLISECONDS,
    step: options.stepMilliseconds ?? STEP_MILLISECONDS,
    trace: options.traceMilliseconds ?? TRACE_MILLISECONDS,
  };
}

/** One trace that is under way as a whole. */
interface Flight {
  readonly job: Job;
  readonly gathering: Gathering;
  /** What ended it before its entries were whole, though the body is well. */
  end?: { readonly status: 'skipped' | 'broken'; readonly reason: string };
}

/** Somebody who finds out more about a body than it tells itself: by trying, or by another way than its messages. */
export interface Sight {
  /** The description, with what is seen added to what the body shows. */
  describe(body: BodyDescription): BodyDescription;
  /** The body was started, again perhaps. Throws Lost where nothing can be seen. */
  begin(conversation: Conversation): Promise<void>;
  /** A body as it is told by messages, and seen besides; left out where there is no more to see. */
  watch?(told: Body): Body;
}

class WireStage implements Stage {
  readonly name: string;
  readonly description: BodyDescription;
  readonly atOnce: number;
  private readonly open: OpenChannel;
  private readonly options: StageOptions;
  private readonly sight: Sight | undefined;
  private readonly deadlines: Deadlines;
  private readonly hello: HelloAnswer;
  private conversation: Conversation | undefined;
  private jobs: Job[] = [];
  private number = 0;
  /** Whole traces under way. */
  private flying = 0;
  /** A trace is performed in steps, or the body is being started: everything else waits. */
  private busy = false;
  /** After a failure whose step was not known, traces are sent in steps. */
  private singly = false;
  private failedStarts = 0;
  private starting: Promise<void> = Promise.resolve();
  private over: string | undefined;

  constructor(name: string, open: OpenChannel, { conversation, answer }: Greeting, options: StageOptions, sight?: Sight) {
    this.name = name;
    this.sight = sight;
    this.description = sight === undefined ? answer.body : sight.describe(answer.body);
    this.hello = answer;
    this.atOnce = answer.window ?? DEFAULT_WINDOW;
    this.open = open;
    this.options = options;
    this.deadlines = deadlinesOf(options);
    this.conversation = conversation;
  }

  perform(trace: Trace): Promise<Transcript> {
    const plan = planOf(trace);
    const skip = skipReason(plan, this.description) ?? this.tooLong(plan);
    if (skip !== undefined) return Promise.resolve(this.transcript(trace, [], 'skipped', skip));
    return new Promise((resolve) => {
      this.jobs.push({ number: this.number++, trace, plan, resolve });
      this.pump();
    });
  }

  async stop(): Promise<void> {
    this.over ??= 'the stage was stopped';
    const { conversation } = this;
    if (conversation === undefined) {
      // It may just be starting again, for traces that nobody waits for any more.
      await this.starting;
      return this.pump();
    }
    if (this.flying === 0 && !this.busy && conversation.lost === undefined) {
      await ask(conversation, STOP, { what: 'stop', milliseconds: STOP_MILLISECONDS }, () => undefined).catch(() => undefined);
      await conversation.channel.ended(STOP_MILLISECONDS);
    }
    await end(conversation, this.over);
    this.pump();
  }

  private get longest(): number {
    return (this.hello.longest ?? DEFAULT_LONGEST) - NUMBERING;
  }

  private tooLong({ setup }: Plan): string | undefined {
    const few = setup.processes.length + Object.keys(setup.files).length < FEW_NAMES;
    if (few || reset(setup).length <= this.longest) return undefined;
    return `its reset is longer than the ${this.longest + NUMBERING} bytes that the body reads`;
  }

  /** Does what can be done now. */
  private pump(): void {
    for (let job = this.jobs[0]; job !== undefined && !this.busy; job = this.jobs[0]) {
      if (this.over !== undefined) this.fail(job, [], this.over);
      else if (this.conversation === undefined) return void (this.starting = this.start());
      else if (this.conversation.lost !== undefined) return void this.foundDead(job, this.conversation);
      else if (!this.send(job, this.conversation)) return;
      if (this.jobs[0] === job) this.jobs.shift();
    }
  }

  /** Begins a trace; false where it has to wait. */
  private send(job: Job, conversation: Conversation): boolean {
    if (this.flying >= this.atOnce) return false;
    const parcel = this.parcelOf(job);
    if (parcel !== undefined) this.sendWhole(job, parcel, conversation);
    else if (this.flying > 0) return false;
    else void this.performSteps(job, conversation);
    return true;
  }

  /** The whole trace as a message, where it can be sent so. */
  private parcelOf({ plan, failure }: Job): Parcel | undefined {
    if (this.hello.traces !== true || this.singly || failure !== undefined || plan.late.size > 0) return undefined;
    const looks = this.options.look !== 'never';
    if (looks && this.sight?.watch !== undefined) return undefined;
    const parcel = parcelOf(plan, this.description, looks);
    return parcel.steps.length > 0 && parcel.message.length <= this.longest ? parcel : undefined;
  }

  private sendWhole(job: Job, parcel: Parcel, conversation: Conversation): void {
    const flight: Flight = { job, gathering: new Gathering(job.plan, parcel) };
    this.flying += 1;
    conversation.say(parcel.message, {
      what: 'the trace',
      milliseconds: this.deadlines.trace,
      take: (answer, line) => takePart(flight, answer, line),
      finish: () => {
        this.flying -= 1;
        this.landed(flight);
        this.pump();
      },
      fail: (error) => {
        this.flying -= 1;
        if (error instanceof Bystander) this.again(job);
        else void this.crashed(flight, conversation, error);
      },
    });
  }

  private landed({ job, gathering, end }: Flight): void {
    const { trace, resolve } = job;
    if (end === undefined) resolve(this.transcript(trace, gathering.entries, 'complete'));
    else if (end.status === 'skipped') resolve(this.transcript(trace, [], 'skipped', end.reason));
    else this.fail(job, gathering.entries, end.reason);
  }

  private async crashed({ job, gathering }: Flight, conversation: Conversation, error: Lost): Promise<void> {
    this.conversation = undefined;
    this.busy = true;
    const reason = await lastWordsOf(conversation, error);
    if (gathering.entries.length > 0) this.fail(job, gathering.entries, reason);
    else {
      job.failure = reason;
      this.singly = true;
      this.again(job);
    }
    this.busy = false;
    this.pump();
  }

  /** Back to its place in the line. */
  private again(job: Job): void {
    const place = this.jobs.findIndex(({ number }) => number > job.number);
    this.jobs.splice(place < 0 ? this.jobs.length : place, 0, job);
  }

  private bodyOf(conversation: Conversation): Body {
    const looks = this.options.look !== 'never';
    if (this.sight?.watch === undefined || !looks) return createWireBody(conversation, this.description, looks, this.deadlines);
    return this.sight.watch(createWireBody(conversation, this.description, false, this.deadlines));
  }

  private async performSteps(job: Job, conversation: Conversation): Promise<void> {
    this.busy = true;
    const { trace } = job;
    const body = this.bodyOf(conversation);
    let error: unknown;
    const onBroken = (thrown: unknown): void => void (error = thrown);
    const look = this.options.look ?? 'always';
    const transcript = await perform(trace, body, { look, stepMilliseconds: Infinity, onBroken });
    if (conversation.lost !== undefined) this.conversation = undefined;
    if (error instanceof NotSetUp) job.resolve(this.transcript(trace, [], 'skipped', error.message));
    else if (transcript.status === 'broken') this.failAt(job, transcript, await lastWordsOf(conversation, error));
    else if (conversation.lost !== undefined) this.fail(job, transcript.entries, await lastWordsOf(conversation, conversation.lost));
    else if (job.failure === undefined) job.resolve(transcript);
    else this.fail(job, [], withRemark(job.failure, 'Sent once more in single steps, it did not fail.'));
    this.busy = false;
    this.pump();
  }

  private failAt(job: Job, { entries, reason = '' }: Transcript, words: string): void {
    const said = words.includes('\n') ? words.slice(words.indexOf('\n')) : '';
    job.resolve(this.transcript(job.trace, entries, 'broken', `${reason}${said}`));
  }

  /** It died, or spoke, between two traces. */
  private async foundDead(job: Job, conversation: Conversation): Promise<void> {
    this.conversation = undefined;
    this.busy = true;
    this.jobs.shift();
    this.fail(job, [], `before the first step: ${await lastWordsOf(conversation, conversation.lost)}`);
    this.busy = false;
    this.pump();
  }

  private async start(): Promise<void> {
    this.busy = true;
    try {
      const { conversation, answer } = await greet(this.open, this.deadlines, this.options.overhear);
      await this.sight?.begin(conversation);
      if (this.over === undefined) this.conversation = conversation;
      else await end(conversation, this.over);
      this.failedStarts = 0;
      if (JSON.stringify(answer) !== JSON.stringify(this.hello)) conversation.abandon('started again, it says something else of itself');
    } catch (error) {
      this.failedStarts += 1;
      const job = this.jobs.shift();
      if (job !== undefined) this.fail(job, [], `the body did not start again: ${messageOf(error)}`);
      if (this.failedStarts >= PATIENCE) this.over = `gave up after ${PATIENCE} starts that failed`;
    }
    this.busy = false;
    this.pump();
  }

  private fail({ trace, resolve }: Job, entries: readonly Entry[], reason: string): void {
    const before = entries.slice(0, trace.steps.length - 1);
    resolve(this.transcript(trace, before, 'broken', `step ${before.length}: ${reason}`));
  }

  private transcript(trace: Trace, entries: Entry[], status: Transcript['status'], reason?: string): Transcript {
    const transcript: Transcript = { format: 1, trace, body: this.description, entries, status };
    if (reason !== undefined) transcript.reason = reason.slice(0, LONGEST_REASON);
    return transcript;
  }
}

const LONGEST_REASON = 12_000;
/** Setups with fewer names fit into any line that a body may limit itself to. */
const FEW_NAMES = 10;

/** One line of the answer to a whole trace; true where it was the last. */
function takePart(flight: Flight, answer: Answer, line: Uint8Array): boolean {
  try {
    if (!('outcome' in answer)) return flight.gathering.take(answer, line);
    readReset(answer, line);
  } catch (error) {
    if (error instanceof NotSetUp) flight.end = { status: 'skipped', reason: error.message };
    else if (error instanceof Misstep) flight.end = { status: 'broken', reason: error.message };
    else throw error instanceof Garbage ? new Lost(error.message) : error;
    return true;
  }
  throw new Lost('it answered a trace as if it were a reset');
}

async function end(conversation: Conversation, cause: string): Promise<void> {
  conversation.abandon(cause);
  await conversation.channel.end();
}

/** What the failure was, with the end of the standard error; complete where the body is gone. */
async function lastWordsOf(conversation: Conversation, error: unknown): Promise<string> {
  if (conversation.lost !== undefined) await conversation.channel.end();
  return withLastWords(messageOf(error), conversation.channel.lastWords());
}

/** Starts a body and puts it on a stage. Throws Lost where it does not start. */
export async function createWireStage(name: string, open: OpenChannel, options: StageOptions = {}, sight?: Sight): Promise<Stage> {
  const greeting = await greet(open, deadlinesOf(options), options.overhear);
  await sight?.begin(greeting.conversation);
  return new WireStage(name, open, greeting, options, sight);
}
