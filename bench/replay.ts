/** `npm run bench -- replay`: the whole pipeline against JSON.parse alone, on one corpus, in one process. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { JUDGING_LIMITS, bootWorker } from '../adapters/boot.ts';
import { loaderFor } from '../adapters/type-stripping.ts';
import type { Io } from '../cli/io.ts';
import { together } from '../cli/jobs.ts';
import type { RunOptions } from '../cli/plan-run.ts';
import { merge } from '../oracle/merge.ts';
import { render } from '../reports/index.ts';
import { sealed } from '../schemas/canonical.ts';
import type { Report } from '../schemas/generated/types.ts';
import { generateTraces } from '../suites/generate.ts';
import { middle } from './middle.ts';
import type { PartSetup } from './pipeline-worker.ts';
import { GENERATION, SEED, pipeline } from './pipeline.ts';

/** As many traces, of as many steps, as the largest published corpus of a formal model of a system interface. */
const TRACES = 21_070;
const STEPS = 20;
const ROUNDS = 5;
const JOBS = 2;
const OPTIONS: RunOptions = { profile: 'default', seed: SEED, look: 'every-step', date: false, quiet: true, jobs: JOBS };
/** The worker's code is beside this file: TypeScript in the source tree, JavaScript once built. */
const ENTRY = new URL(`./pipeline-worker${extname(import.meta.url)}`, import.meta.url).href;

/** The corpus: one line of JSON for each trace. Traces of fewer steps are left out. */
function corpus(count: number): string[] {
  const lines: string[] = [];
  for (const trace of generateTraces({ seed: SEED, count: count * 2, generation: GENERATION })) {
    if (trace.steps.length < STEPS) continue;
    lines.push(JSON.stringify(sealed({ ...trace, steps: trace.steps.slice(0, STEPS) })));
    if (lines.length === count) return lines;
  }
  throw new Error(`only ${lines.length} traces of ${STEPS} steps`);
}

interface Result {
  readonly milliseconds: number;
  readonly steps: number;
  readonly violations: number;
}

/** Times something that ends with a report, which it writes down as text. */
async function timed(work: () => Promise<Report>): Promise<Result> {
  const start = performance.now();
  const report = await work();
  if (render('text', report).length === 0) throw new Error('no report');
  const milliseconds = performance.now() - start;
  return { milliseconds, steps: report.steps, violations: report.rules.reduce((sum, rule) => sum + rule.violated, 0) };
}

function parseAlone(lines: readonly string[]): number {
  const start = performance.now();
  for (const line of lines) JSON.parse(line);
  return performance.now() - start;
}

const SILENT: Io = {
  out: () => undefined,
  err: () => undefined,
  outIsTty: false,
  errIsTty: false,
  env: {},
  interrupted: { aborted: false },
  catchInterrupts: () => undefined,
  nextLine: () => Promise.resolve(false),
};

/** The same from the file, as `ptshare run --jobs` does it: the threads are started anew each time, and all is read before any is performed. */
async function jobs(path: string): Promise<Report> {
  const judging = await together([path], OPTIONS, SILENT);
  try {
    return (await judging.judge('reference')).report;
  } finally {
    await judging.end();
  }
}

/** Threads that each hold their part of the corpus and have warmed up. */
async function startParts(path: string): Promise<Worker[]> {
  const setups = Array.from({ length: JOBS }, (_, index): PartSetup => ({
    loader: loaderFor(ENTRY),
    entry: ENTRY,
    path,
    index,
    count: JOBS,
  }));
  const workers = setups.map((setup) => bootWorker(setup, { resourceLimits: JUDGING_LIMITS }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

async function inParts(workers: readonly Worker[]): Promise<Report> {
  const reports = workers.map(async (worker) => {
    worker.postMessage('go');
    const [report] = (await once(worker, 'message')) as [Report];
    return report;
  });
  return merge(await Promise.all(reports));
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

/** All runs found the same, or the measurement is void. */
function agreed(results: readonly Result[]): void {
  const found = new Set(results.map(({ steps, violations }) => `${steps} steps, ${violations} violations`));
  if (found.size !== 1) throw new Error(`the runs differ: ${[...found].join(' / ')}`);
}

function line(label: string, milliseconds: number, more: string): void {
  console.log(`${label.padEnd(56)}${seconds(milliseconds)}  ${more}`);
}

function show(label: string, results: readonly Result[], parse: number): void {
  const { milliseconds, steps, violations } = middle(results, (result) => result.milliseconds);
  const rate = Math.round(steps / STEPS / (milliseconds / 1000));
  line(label, milliseconds, `${(milliseconds / parse).toFixed(2)} times (a)  ${rate} traces/s, ${steps} steps, ${violations} violations`);
}

/** Each thread warms up with as many traces as there are; then all is measured in turn, a few times. Prints the medians. */
async function measure(lines: readonly string[], path: string): Promise<void> {
  parseAlone(lines);
  await pipeline(lines);
  const [parse, one, several, anew]: [number[], Result[], Result[], Result[]] = [[], [], [], []];
  const workers = await startParts(path);
  try {
    for (let i = 0; i < ROUNDS; i++) {
      parse.push(parseAlone(lines));
      one.push(await timed(() => pipeline(lines)));
      several.push(await timed(() => inParts(workers)));
      anew.push(await timed(() => jobs(path)));
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  const a = middle(parse, (time) => time);
  line('(a) JSON.parse alone, one thread', a, '');
  show('(b) parse … judge … report, one thread, warm', one, a);
  show(`(b) parse … judge … report, ${JOBS} threads, warm`, several, a);
  show(`(b) ptshare run --jobs ${JOBS}, start and reading included`, anew, a);
  agreed([...one, ...several, ...anew]);
  console.log('all runs agree on steps and violations');
}

export async function replay(): Promise<void> {
  const lines = corpus(TRACES);
  const megabytes = (lines.reduce((sum, text) => sum + text.length, 0) / 1e6).toFixed(1);
  console.log(`corpus: ${lines.length} traces of ${STEPS} steps, ${megabytes} MB, seed ${SEED}; medians of ${ROUNDS}`);
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-bench-'));
  try {
    const path = join(folder, 'corpus.ndjson');
    writeFileSync(path, lines.join('\n'));
    await measure(lines, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
