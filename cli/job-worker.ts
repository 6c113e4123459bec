/** One thread of `ptshare run --jobs`: reads its part of the suite, then judges it on each body that is named. */
import { MAX_FAILURES } from '../conform.ts';
import { parentPort, workerData } from 'node:worker_threads';
import type { Report } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import type { Judgement } from '../oracle/judgement.ts';
import { loadPart } from '../suites/load.ts';
import type { SuitePart } from '../suites/load.ts';
import { BOARD, ORDER } from './job-messages.ts';
import type { FromJob, JobSetup, ToJob } from './job-messages.ts';
import { isBad, judgeBody } from './judge-body.ts';
import type { Company } from './judge-body.ts';
import { shareOf, tracesOf } from './plan-run.ts';

const { index, count, targets, options, board } = workerData as JobSetup;
const numbers = new Int32Array(board);
const share = shareOf(options);
/** The places that this worker judges. */
const own = { index: share.index + share.count * index, count: share.count * count };

/** Also places that nobody judges are read by somebody: with shards, the whole suite is checked. */
function isMine(position: number): boolean {
  return Math.floor(position / share.count) % count === index;
}

function say(message: FromJob): void {
  parentPort?.postMessage(message);
}

function see(judgement: Judgement): void {
  Atomics.add(numbers, BOARD.traces, 1);
  if (judgement.violations.length > 0) Atomics.add(numbers, BOARD.violating, 1);
  if (judgement.status === 'broken') Atomics.add(numbers, BOARD.broken, 1);
  const tooMany = Atomics.load(numbers, BOARD.broken) >= (options.maxFailures ?? MAX_FAILURES);
  if (tooMany || (options.failFast === true && isBad(judgement))) Atomics.compareExchange(numbers, BOARD.order, ORDER.goOn, ORDER.fault);
}

const company: Company = {
  progress: { see },
  broken: () => Atomics.load(numbers, BOARD.broken),
  interrupted: {
    get aborted() {
      return Atomics.load(numbers, BOARD.order) !== ORDER.goOn;
    },
  },
};

async function judge(suite: SuitePart | undefined, { body, terms, written }: ToJob): Promise<void> {
  const plan = { ...terms, traces: () => tracesOf(suite, written, own, terms.generation, options) };
  const { report, firsts } = await judgeBody(body, plan, options, company);
  say({ kind: 'judged', report: told({ ...report, shard: { count, indexes: [index + 1] } }), firsts });
}

/** Who ends because another one met a fault says only that the report is partial. */
function told(report: Report): Report {
  if (report.stopped !== 'interrupted' || Atomics.load(numbers, BOARD.order) !== ORDER.fault) return report;
  const { stopped: _, ...rest } = report;
  return rest;
}

/** Bad input goes to the main thread as what it is; anything else ends the thread. */
async function refusing(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message, file, pointer, hint } = error;
    say({ kind: 'refused', code, message, file, pointer, hint });
  }
}

await refusing(async () => {
  const suite = targets === undefined ? undefined : await loadPart(targets, isMine);
  parentPort?.on('message', (message: ToJob) => void refusing(() => judge(suite, message)));
  const { ids, hashes, generations } = suite ?? { ids: [], hashes: [], generations: [] };
  say({ kind: 'loaded', ids, hashes, generations });
});
