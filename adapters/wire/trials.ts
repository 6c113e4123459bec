/** Trials of a body: does it speak the protocol? What it answers is not judged, only that and how it answers. */
import { planOf } from '../../replay/plan.ts';
import { skipReason } from '../../replay/skip.ts';
import type { HelloAnswer } from '../../schemas/generated/types.ts';
import { partsShown } from './answers.ts';
import {
  performSteps,
  performWhole,
  sameAnswers,
  sendTogether,
  tryEnd,
  tryLongest,
  tryMachines,
  tryPieces,
  tryQuiet,
  tryStop,
  tryUnknown,
} from './trial-runs.ts';
import type { Tried } from './trial-runs.ts';
import { holdLooks, holdSnapshots } from './trial-shows.ts';
import { trialTrace } from './trial-trace.ts';

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

const noTables = ({ body }: HelloAnswer): string | undefined => (partsShown(body).length === 0 ? 'it shows no snapshots' : undefined);
const noTraces = ({ traces }: HelloAnswer): string | undefined => (traces === true ? undefined : 'it takes no whole traces');
const noCalls = ({ body }: HelloAnswer): string | undefined => {
  return body.calls?.length === 0 ? 'it supports no call yet' : skipReason(planOf(trialTrace(body)), body);
};

/** One of each part that a snapshot has to have. */
const SNAPSHOT =
  '{"mms":[{"id":1,"process":"A","host":null,"root":1}],"tables":[{"id":1,"level":4,"entries":[0,2,7]},…]}, an mm for each process, ' +
  'and the other parts named in `shows`; where it cannot be told just now, answer unsupported';

/** In this order: what comes later needs what comes before. */
export const TRIALS: readonly Trial[] = [
  {
    id: 'hello',
    sentence: 'starts, and says what it is',
    hint: 'answer {"seq":1,"protocol":1,"body":{"name":"…","generations":[],"shows":[],"calls":[]}}',
    run: ({ answer: { body } }) => Promise.resolve(`${body.name}${body.version === undefined ? '' : ` ${body.version}`}`),
  },
  {
    id: 'looks-listed',
    sentence: 'lists the looks that are calls, present and table-bytes, among its calls where it shows them',
    hint: 'name it in "calls" too, and answer it in step; or leave it out of "shows"',
    run: ({ answer }) => Promise.resolve(answer.body).then((body) => (holdLooks(body), undefined)),
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
    hint: `a snapshot is such as ${SNAPSHOT}`,
    needs: 'step',
    exempt: (answer) => noTables(answer) ?? noCalls(answer),
    run: async (body) => (holdSnapshots(body.answer.body, await performSteps(body, true)), undefined),
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
    run: async (body) => sameAnswers(await performSteps(body, false), await performWhole(body, false), 'in a whole trace'),
  },
  {
    id: 'trace-look',
    sentence: 'shows in a whole trace what it shows step by step',
    hint: 'where `show` of a trace names something, each entry has a snapshot beside its outcome: {"outcome":…,"snapshot":…}',
    needs: 'look',
    exempt: (answer) => noTables(answer) ?? noTraces(answer) ?? noCalls(answer),
    run: async (body) => (holdSnapshots(body.answer.body, await performWhole(body, true)), undefined),
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
    run: tryPieces,
  },
  {
    id: 'longest',
    sentence: 'reads lines as long as it says that it can',
    hint: 'a larger buffer, or a smaller "longest" in the answer to hello; 65536 where it says nothing',
    run: tryLongest,
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
    run: tryQuiet,
  },
  {
    id: 'stop',
    sentence: 'answers stop, and exits with code 0',
    hint: 'answer {"seq":4,"outcome":{"result":"done"}}, flush, and end',
    last: true,
    run: tryStop,
  },
  {
    id: 'end-of-input',
    sentence: 'exits with code 0 when its input ends',
    hint: 'end when there is no more line to read',
    last: true,
    run: tryEnd,
  },
];
