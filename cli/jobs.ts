/**
 * `ptshare run --jobs`: several threads judge a run together. The traces are dealt out in turn, each thread writes a report
 * as if it were a shard, and the reports merge into the one that a single thread gives.
 */
import { extname } from 'node:path';
import { JUDGING_LIMITS, bootWorker } from '../adapters/boot.ts';
import { loaderFor } from '../adapters/type-stripping.ts';
import { merge } from '../oracle/merge.ts';
import { InputError } from '../schemas/input-error.ts';
import { factsOf, loadSuite } from '../suites/load.ts';
import type { SuiteFacts } from '../suites/load.ts';
import type { Io } from './io.ts';
import { BOARD, ORDER } from './job-messages.ts';
import type { FromJob, JobSetup, Loaded, ToJob } from './job-messages.ts';
import type { Judged } from './judge-body.ts';
import type { Judging } from './judging.ts';
import { checkOptions, settle, targetsOf } from './plan-run.ts';
import type { RunOptions } from './plan-run.ts';
import { createProgress } from './progress.ts';
import type { Progress } from './progress.ts';

/** The worker's code is beside this file: TypeScript in the source tree, JavaScript once built. */
const ENTRY = new URL(`./job-worker${extname(import.meta.url)}`, import.meta.url).href;
/** Milliseconds between two looks at the board. */
const GLANCE = 50;

interface Member {
  /** Sends a message, if one is given, and waits for one. Rejects when the thread ends instead. */
  ask(message?: ToJob): Promise<FromJob>;
  end(): Promise<unknown>;
}

/** Starts the threads; each reads its part of the suite. @throws InputError; Error when a thread is lost */
export async function together(paths: readonly string[], options: RunOptions, io: Io, entry = ENTRY): Promise<Judging> {
  checkOptions(options);
  const targets = targetsOf(paths, options);
  const board = new Int32Array(new SharedArrayBuffer(Object.keys(BOARD).length * Int32Array.BYTES_PER_ELEMENT));
  const { jobs: count } = options;
  const setup = { loader: loaderFor(entry), entry, count, targets, options, board: board.buffer };
  const members = Array.from({ length: count }, (_, index) => startMember({ ...setup, index }));
  const end = async (): Promise<void> => void (await Promise.all(members.map((member) => member.end())));
  try {
    const suite = await suiteOf(await Promise.all(members.map((member) => member.ask())), targets);
    const terms = settle(suite, options, targets?.length === 0);
    return { terms, end, judge: (body) => judgeWith(members, { body, terms, written: suite?.count ?? 0 }, board, options, io) };
  } catch (error) {
    await end();
    throw error;
  }
}

function startMember(setup: JobSetup): Member {
  const worker = bootWorker(setup, { resourceLimits: JUDGING_LIMITS });
  const name = `worker thread ${setup.index + 1} of ${setup.count}`;
  const lost = new Promise<never>((_resolve, reject) => {
    worker.once('error', (cause) => reject(new Error(`${name} failed: ${reasonOf(cause)}`, { cause })));
    worker.once('exit', (code) => reject(new Error(`${name} ended with code ${code} before it had answered`)));
  });
  // Whoever asks hears of it.
  lost.catch(() => undefined);
  return {
    ask(message) {
      const answer = new Promise<FromJob>((resolve) => worker.once('message', resolve));
      if (message !== undefined) worker.postMessage(message);
      return Promise.race([answer, lost]);
    },
    end: () => worker.terminate(),
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** The facts of the whole suite. Where a part was refused, or an id comes twice, reading it in order finds the first fault. */
async function suiteOf(answers: readonly FromJob[], targets: readonly string[] | undefined): Promise<SuiteFacts | undefined> {
  if (targets === undefined) return undefined;
  const parts = answers.filter((answer): answer is Loaded => answer.kind === 'loaded');
  const facts = factsOf(parts);
  const ids = new Set(parts.flatMap((part) => part.ids));
  if (parts.length < answers.length || ids.size < facts.count) await loadSuite(targets);
  answers.forEach(checkAnswer);
  return facts;
}

function checkAnswer(answer: FromJob): void {
  if (answer.kind !== 'refused') return;
  const { code, message, ...where } = answer;
  throw new InputError(code, message, where);
}

async function judgeWith(members: readonly Member[], task: ToJob, board: Int32Array, options: RunOptions, io: Io): Promise<Judged> {
  board.fill(0);
  const progress = createProgress(task.body, task.terms.count, io, options.quiet === true);
  const glance = setInterval(() => look(board, progress, io), GLANCE);
  look(board, progress, io);
  try {
    return joined(await Promise.all(members.map((member) => member.ask(task))), options);
  } finally {
    clearInterval(glance);
    progress.end();
  }
}

/** Passes an interrupt on to the workers, and what they have counted to the user. */
function look(board: Int32Array, progress: Progress, io: Io): void {
  if (io.interrupted.aborted) Atomics.store(board, BOARD.order, ORDER.interrupted);
  const at = (place: number): number => Atomics.load(board, place);
  progress.know({ traces: at(BOARD.traces), violating: at(BOARD.violating), broken: at(BOARD.broken) });
}

function joined(answers: readonly FromJob[], { shard }: RunOptions): Judged {
  answers.forEach(checkAnswer);
  const judged = answers.filter((answer) => answer.kind === 'judged');
  const firsts = new Map<string, number>();
  for (const [rule, index] of judged.flatMap((answer) => [...answer.firsts])) {
    firsts.set(rule, Math.min(index, firsts.get(rule) ?? index));
  }
  return { report: { ...merge(judged.map(({ report }) => report)), shard: shard ?? null }, firsts };
}
