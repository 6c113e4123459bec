/** What each trial of a body says to it, and what it wants to hear. */
import { perform } from '../../replay/perform.ts';
import { planOf } from '../../replay/plan.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Setup } from '../../schemas/contract.ts';
import type { Entry, Geometry, HelloAnswer } from '../../schemas/generated/types.ts';
import { refuseError } from './answers.ts';
import { ask, createWireBody, readReset } from './body.ts';
import type { Conversation } from './conversation.ts';
import { Lost, Misstep, NotSetUp, messageOf, quoted } from './failure.ts';
import { DEFAULT_LONGEST, DEFAULT_WINDOW, NUMBERING, STOP, reset } from './lines.ts';
import type { Unnumbered } from './lines.ts';
import { trialGeneration, trialTrace } from './trial-trace.ts';
import { Gathering, parcelOf } from './whole-trace.ts';

/** A body that has just been started and greeted. */
export interface Tried {
  readonly conversation: Conversation;
  readonly answer: HelloAnswer;
  readonly milliseconds: number;
  /** What became of its process, once it has ended. */
  readonly fate: () => string | undefined;
}

const SMALL: Geometry = { pageSize: 4096, entriesPerTable: 8, levels: 3, cpus: 1 };
const MACHINES = [DEFAULT_GEOMETRY, SMALL, { pageSize: 65_536, entriesPerTable: 8192, levels: 3, cpus: 4 }] as const satisfies Geometry[];

function setupOf(geometry: Geometry, { answer }: Tried): Setup {
  const generation = trialGeneration(answer.body.generations);
  return { generation, geometry, processes: ['A', 'B'], files: { data: { size: '0x200000', content: 'page-numbers' } } };
}

function about(what: string, { milliseconds }: Tried): { what: string; milliseconds: number } {
  return { what, milliseconds };
}

/** Why the body cannot be set up so, or undefined where it can. */
async function setUp(body: Tried, setup: Setup): Promise<string | undefined> {
  try {
    await ask(body.conversation, reset(setup), about('reset', body), readReset);
    return undefined;
  } catch (error) {
    if (error instanceof NotSetUp) return error.message;
    throw error;
  }
}

export async function tryMachines(body: Tried): Promise<string | undefined> {
  const lacks: string[] = [];
  for (const geometry of MACHINES) {
    const lack = await setUp(body, setupOf(geometry, body));
    if (lack !== undefined) lacks.push(lack);
  }
  return lacks.length === 0 ? undefined : lacks.join('; ');
}

/** Performs the trace of all its calls, one message for each step. */
export async function performSteps({ conversation, answer, milliseconds }: Tried, looks: boolean): Promise<Entry[]> {
  const trace = trialTrace(answer.body);
  const patience = { step: milliseconds, trace: milliseconds * trace.steps.length };
  const body = createWireBody(conversation, answer.body, looks, patience);
  let error: unknown;
  const onBroken = (thrown: unknown): void => void (error = thrown);
  const { status, reason, entries } = await perform(trace, body, {
    look: looks ? 'always' : 'never',
    stepMilliseconds: Infinity,
    onBroken,
  });
  if (error instanceof NotSetUp) throw new Misstep(`it is not set up for the default machine: ${error.message}`);
  const call = trace.steps[entries.length]?.call ?? 'reset';
  if (status !== 'complete') throw new Misstep(`${call}: ${(reason ?? status).replace(/^step \d+: /u, '')}`);
  return entries;
}

export async function performWhole({ conversation, answer, milliseconds }: Tried, looks: boolean): Promise<Entry[]> {
  const plan = planOf(trialTrace(answer.body));
  const parcel = parcelOf(plan, answer.body, looks);
  const gathering = new Gathering(plan, parcel);
  await new Promise<void>((resolve, reject) => {
    conversation.say(parcel.message, {
      what: 'the trace',
      milliseconds: milliseconds * plan.calls.length,
      take(given, line) {
        try {
          return gathering.take(given, line);
        } catch (error) {
          throw error instanceof Lost ? error : new Lost(messageOf(error));
        }
      },
      finish: resolve,
      fail: reject,
    });
  });
  return gathering.entries;
}

export function sameAnswers(first: readonly Entry[], second: readonly Entry[], when: string): undefined {
  first.forEach(({ outcome }, index) => {
    const [one, other] = [outcome, second[index]?.outcome].map((each) => JSON.stringify(each));
    if (one !== other) throw new Misstep(`step ${index} was answered ${one}, and ${when} ${other}`);
  });
}

/** Lines of nearly this length that set a body up with many processes. */
function longReset(longest: number, body: Tried): Unnumbered {
  const setup = { ...setupOf(DEFAULT_GEOMETRY, body), processes: ['A'] };
  const room = longest - NUMBERING - reset(setup).length;
  const many = Math.min(MOST_PROCESSES, Math.floor(room / (LONG_NAME + 3)));
  return reset({ ...setup, processes: ['A', ...Array.from({ length: many }, (_, i) => `p${i}`.padEnd(LONG_NAME, 'x'))] });
}

const MOST_PROCESSES = 4000;
const LONG_NAME = 60;
const PAUSE_MILLISECONDS = 100;
const EXIT_MILLISECONDS = 1000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Several messages before the first answer. */
export async function sendTogether(body: Tried): Promise<string | undefined> {
  const together = Math.min(body.answer.window ?? DEFAULT_WINDOW, 16);
  await Promise.all(Array.from({ length: together }, () => setUp(body, setupOf(DEFAULT_GEOMETRY, body))));
  return `${together} messages at once`;
}

export async function tryUnknown({ conversation, milliseconds }: Tried): Promise<undefined> {
  const message = '"kind":"none-such"}\n' as Unnumbered;
  const known = await ask(conversation, message, { what: 'a message of an unknown kind', milliseconds }, (answer, line) => {
    try {
      refuseError(answer, line);
    } catch (error) {
      if (error instanceof Misstep) return undefined;
      throw error;
    }
    return quoted(line);
  });
  if (known !== undefined) throw new Misstep(`it answered ${known}`);
}

async function exitAfter(body: Tried, what: string): Promise<undefined> {
  await body.conversation.channel.ended(EXIT_MILLISECONDS);
  const fate = body.fate();
  if (fate === undefined) throw new Misstep(`it still ran ${EXIT_MILLISECONDS} ms after ${what}`);
  if (fate !== 'it exited with code 0') throw new Misstep(`after ${what} ${fate}`);
}

/** Cut in two on its way. */
export async function tryPieces(body: Tried): Promise<undefined> {
  await setUp(body, setupOf(DEFAULT_GEOMETRY, body));
}

export async function tryLongest(body: Tried): Promise<string> {
  const message = longReset(body.answer.longest ?? DEFAULT_LONGEST, body);
  await ask(body.conversation, message, about('a long reset', body), readReset).catch((error: unknown) => {
    if (!(error instanceof NotSetUp)) throw error;
  });
  return `${message.length + NUMBERING} bytes`;
}

export async function tryQuiet(body: Tried): Promise<undefined> {
  await setUp(body, setupOf(DEFAULT_GEOMETRY, body));
  await pause(PAUSE_MILLISECONDS);
  if (body.conversation.lost !== undefined) throw body.conversation.lost;
}

export async function tryStop(body: Tried): Promise<undefined> {
  await ask(body.conversation, STOP, about('stop', body), readReset);
  return exitAfter(body, 'stop');
}

export function tryEnd(body: Tried): Promise<undefined> {
  body.conversation.channel.hangUp();
  return exitAfter(body, 'the end of its input');
}
