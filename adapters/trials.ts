/** Trials of a body: does it speak the protocol? What it answers is not judged, only that and how it answers. */
import { planOf } from '../replay/plan.ts';
import { perform } from '../replay/perform.ts';
import { skipReason } from '../replay/skip.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { Setup } from '../schemas/contract.ts';
import type { Entry, Geometry, HelloAnswer } from '../schemas/generated/types.ts';
import type { Conversation } from './conversation.ts';
import { trialTrace } from './trial-trace.ts';
import { partsShown, refuseError } from './wire-answers.ts';
import { ask, createWireBody, readReset } from './wire-body.ts';
import { Gathering, parcelOf } from './whole-trace.ts';
import { Lost, Misstep, NotSetUp, messageOf, quoted } from './wire-failure.ts';
import { DEFAULT_LONGEST, DEFAULT_WINDOW, NUMBERING, STOP, reset } from './wire-lines.ts';
import type { Unnumbered } from './wire-lines.ts';

/** A body that has just been started and greeted. */
export interface Tried {
  readonly conversation: Conversation;
  readonly answer: HelloAnswer;
  readonly milliseconds: number;
  /** What became of its process, once it has ended. */
  readonly fate: () => string | undefined;
}

export interface Trial {
  /** Never changes. */
  readonly id: string;
  /** What the body has to do, after "the body …". */
  readonly sentence: string;
  /** What to do about a failure. */
  readonly hint: string;
  /** Whether messages are cut in two on their way. */
  readonly pieces?: boolean;
  /** The trial that has to pass before; else this one is not tried. */
  readonly needs?: string;
  /** Whether the process ends with it. */
  readonly last?: boolean;
  /** Why it does not concern this body, or undefined. */
  readonly exempt?: (answer: HelloAnswer) => string | undefined;
  /** Resolves with a remark, or undefined; rejects where the body fails. */
  readonly run: (body: Tried) => Promise<string | undefined>;
}

const SMALL: Geometry = { pageSize: 4096, entriesPerTable: 8, levels: 3, cpus: 1 };
const MACHINES = [DEFAULT_GEOMETRY, SMALL, { pageSize: 65_536, entriesPerTable: 8192, levels: 3, cpus: 4 }] as const satisfies Geometry[];

function setupOf(geometry: Geometry): Setup {
  return { generation: 'map-shared-pt', geometry, processes: ['A', 'B'], files: { data: { size: '0x200000', content: 'page-numbers' } } };
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

async function tryMachines(body: Tried): Promise<string | undefined> {
  const lacks: string[] = [];
  for (const geometry of MACHINES) {
    const lack = await setUp(body, setupOf(geometry));
    if (lack !== undefined) lacks.push(lack);
  }
  return lacks.length === 0 ? undefined : lacks.join('; ');
}

/** Performs the trace of all its calls, one message for each step. */
async function performSteps({ conversation, answer, milliseconds }: Tried, looks: boolean): Promise<Entry[]> {
  const trace = trialTrace(answer.body);
  const body = createWireBody(conversation, answer.body, looks);
  let error: unknown;
  const onBroken = (thrown: unknown): void => void (error = thrown);
  const { status, reason, entries } = await perform(trace, body, {
    look: looks ? 'always' : 'never',
    stepMilliseconds: milliseconds,
    traceMilliseconds: milliseconds * trace.steps.length,
    onBroken,
  });
  if (error instanceof NotSetUp) throw new Misstep(`it is not set up for the default machine: ${error.message}`);
  const call = trace.steps[entries.length]?.call ?? 'reset';
  if (status !== 'complete') throw new Misstep(`${call}: ${(reason ?? status).replace(/^step \d+: /u, '')}`);
  return entries;
}

async function performWhole({ conversation, answer, milliseconds }: Tried): Promise<Entry[]> {
  const plan = planOf(trialTrace(answer.body));
  const parcel = parcelOf(plan, answer.body, false);
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

function sameAnswers(first: readonly Entry[], second: readonly Entry[], when: string): undefined {
  first.forEach(({ outcome }, index) => {
    const [one, other] = [outcome, second[index]?.outcome].map((each) => JSON.stringify(each));
    if (one !== other) throw new Misstep(`step ${index} was answered ${one}, and ${when} ${other}`);
  });
}

/** Lines of nearly this length that set a body up with many processes. */
function longReset(longest: number): Unnumbered {
  const setup = { ...setupOf(DEFAULT_GEOMETRY), processes: ['A'] };
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
async function sendTogether(body: Tried): Promise<string | undefined> {
  const together = Math.min(body.answer.window ?? DEFAULT_WINDOW, 16);
  await Promise.all(Array.from({ length: together }, () => setUp(body, setupOf(DEFAULT_GEOMETRY))));
  return `${together} messages at once`;
}

async function tryUnknown({ conversation, milliseconds }: Tried): Promise<undefined> {
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

const noTables = ({ body }: HelloAnswer): string | undefined => (partsShown(body).length === 0 ? 'it shows no snapshots' : undefined);
const noTraces = ({ traces }: HelloAnswer): string | undefined => (traces === true ? undefined : 'it takes no whole traces');
const noCalls = ({ body }: HelloAnswer): string | undefined => {
  return body.calls?.length === 0 ? 'it supports no call yet' : skipReason(planOf(trialTrace(body)), body);
};

/** In this order: what comes later needs what comes before. */
export const TRIALS: readonly Trial[] = [
  {
    id: 'hello',
    sentence: 'starts, and says what it is',
    hint: 'answer {"seq":1,"protocol":1,"body":{"name":"…","generations":[],"shows":[],"calls":[]}}',
    run: ({ answer: { body } }) => Promise.resolve(`${body.name}${body.version === undefined ? '' : ` ${body.version}`}`),
  },
  {
    id: 'reset',
    sentence: 'answers a reset for any machine: done, or unsupported',
    hint: 'answer {"seq":2,"outcome":{"result":"done"}}',
    run: tryMachines,
  },
  {
    id: 'step',
    sentence: 'answers every call that it lists with an outcome of the right shape',
    hint: 'an outcome is done, refused with an errno by name, fault with a signal, or unsupported',
    exempt: noCalls,
    run: async (body) => `${(await performSteps(body, false)).length} steps`,
  },
  {
    id: 'look',
    sentence: 'shows after every step what it says that it shows',
    hint: 'a snapshot has the parts named in `shows`; where it cannot be told just now, answer unsupported',
    needs: 'step',
    exempt: (answer) => noTables(answer) ?? noCalls(answer),
    run: async (body) => (await performSteps(body, true), undefined),
  },
  {
    id: 'repeat',
    sentence: 'begins a new world at each reset: the same steps get the same answers',
    hint: 'forget everything at reset: files, processes, tables, and where the last mapping was put',
    needs: 'step',
    exempt: noCalls,
    run: async (body) => sameAnswers(await performSteps(body, false), await performSteps(body, false), 'the second time'),
  },
  {
    id: 'trace',
    sentence: 'answers a whole trace as it answers its steps',
    hint: 'one entry for each step, in order; leave "traces" out of the answer to hello to be told steps only',
    needs: 'repeat',
    exempt: (answer) => noTraces(answer) ?? noCalls(answer),
    run: async (body) => sameAnswers(await performSteps(body, false), await performWhole(body), 'in a whole trace'),
  },
  {
    id: 'together',
    sentence: 'answers messages that arrive together one by one, in order',
    hint: 'read whole lines, and handle each; or say "window":1',
    run: sendTogether,
  },
  {
    id: 'pieces',
    sentence: 'reads a message that arrives in two pieces',
    hint: 'a read may end in the middle of a line: wait for its newline',
    pieces: true,
    run: async (body) => (await setUp(body, setupOf(DEFAULT_GEOMETRY)), undefined),
  },
  {
    id: 'longest',
    sentence: 'reads lines as long as it says that it can',
    hint: 'a larger buffer, or a smaller "longest" in the answer to hello; 65536 where it says nothing',
    run: async (body) => {
      const message = longReset(body.answer.longest ?? DEFAULT_LONGEST);
      await ask(body.conversation, message, about('a long reset', body), readReset).catch(unlessNotSetUp);
      return `${message.length + NUMBERING} bytes`;
    },
  },
  {
    id: 'unknown-kind',
    sentence: 'answers a message of a kind that it does not know with an error',
    hint: 'answer {"seq":3,"error":"unknown-kind"}',
    run: tryUnknown,
  },
  {
    id: 'quiet',
    sentence: 'prints nothing that it is not asked for',
    hint: 'write what is for people to the standard error',
    run: async (body) => {
      await setUp(body, setupOf(DEFAULT_GEOMETRY));
      await pause(PAUSE_MILLISECONDS);
      if (body.conversation.lost !== undefined) throw body.conversation.lost;
      return undefined;
    },
  },
  {
    id: 'stop',
    sentence: 'answers stop, and exits with code 0',
    hint: 'answer {"seq":4,"outcome":{"result":"done"}}, flush, and end',
    last: true,
    run: async (body) => (await ask(body.conversation, STOP, about('stop', body), readReset), exitAfter(body, 'stop')),
  },
  {
    id: 'end-of-input',
    sentence: 'exits with code 0 when its input ends',
    hint: 'end when there is no more line to read',
    last: true,
    run: (body) => (body.conversation.channel.hangUp(), exitAfter(body, 'the end of its input')),
  },
];

function unlessNotSetUp(error: unknown): void {
  if (!(error instanceof NotSetUp)) throw error;
}
