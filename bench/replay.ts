/** `npm run bench -- replay`: the whole pipeline against JSON.parse alone, on one corpus, in one process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../cli/io.ts';
import { together } from '../cli/jobs.ts';
import type { RunOptions } from '../cli/plan-run.ts';
import { createInProcessStage } from '../adapters/stage.ts';
import { follow } from '../conform.ts';
import { createReference } from '../reference/index.ts';
import { createJudge } from '../oracle/judge.ts';
import { type Tally, createTally } from '../oracle/tally.ts';
import { render } from '../reports/index.ts';
import type { Body } from '../schemas/contract.ts';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { parseTrace } from '../schemas/validate.ts';
import { rulesHash } from '../spec/index.ts';
import { generateTraces } from '../suites/generate.ts';
import { middle } from './middle.ts';

const GENERATION = 'map-shared-pt';
/** As many traces, of as many steps, as the largest published corpus of a formal model of a system interface. */
const TRACES = 21_070;
const STEPS = 20;
const SEED = 1;
const ROUNDS = 3;
const JOBS = 2;
const OPTIONS: RunOptions = { profile: 'default', seed: SEED, look: 'every-step', date: false, quiet: true, jobs: JOBS };

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

function newTally(body: Body): { tally: Tally; judge: ReturnType<typeof createJudge> } {
  const judge = createJudge({ generation: GENERATION, profile: 'default', claims: true });
  const tally = createTally({
    tool: { name: 'ptshare', version: 'bench' },
    rulesHash,
    suiteHash: `sha256:${'0'.repeat(64)}`,
    generation: GENERATION,
    profile: 'default',
    body: { connectedAs: 'reference', description: body.description },
    seed: SEED,
    shard: null,
    rules: judge.rules,
    again: (trace: Trace) => `ptshare replay ${trace.id}`,
  });
  return { tally, judge };
}

function* parsed(lines: readonly string[]): Generator<Trace> {
  for (const line of lines) yield parseTrace(line);
}

interface Result {
  readonly milliseconds: number;
  readonly steps: number;
  readonly violations: number;
}

/** Parse, validate (hash included), perform on the reference, judge with every rule at every step, tally, render. */
async function pipeline(lines: readonly string[]): Promise<Result> {
  const body = createReference();
  const start = performance.now();
  const { tally, judge } = newTally(body);
  let steps = 0;
  let violations = 0;
  await follow(parsed(lines), createInProcessStage('reference', body), judge, tally, (judgement) => {
    steps += judgement.steps;
    violations += judgement.violations.length;
    return 'go on';
  });
  const text = render('text', tally.report());
  if (text.length === 0) throw new Error('no report');
  return { milliseconds: performance.now() - start, steps, violations };
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

/** The same as `pipeline`, from the file, as `ptshare run --jobs` does it: the threads are started anew each time. */
async function jobs(path: string): Promise<Result> {
  const start = performance.now();
  const judging = await together([path], OPTIONS, SILENT);
  try {
    const { report } = await judging.judge('reference');
    if (render('text', report).length === 0) throw new Error('no report');
    const violations = report.rules.reduce((sum, rule) => sum + rule.violated, 0);
    return { milliseconds: performance.now() - start, steps: report.steps, violations };
  } finally {
    await judging.end();
  }
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

/** Warms up, then measures all three in turn, three times, and prints the medians. */
async function measure(lines: readonly string[], path: string): Promise<void> {
  parseAlone(lines);
  await pipeline(lines.slice(0, 2000));
  const [parse, one, several]: [number[], Result[], Result[]] = [[], [], []];
  for (let i = 0; i < ROUNDS; i++) {
    parse.push(parseAlone(lines));
    one.push(await pipeline(lines));
    several.push(await jobs(path));
  }
  const a = middle(parse, (time) => time);
  line('(a) JSON.parse alone, one thread', a, '');
  show('(b) parse … judge … report, one thread, warm', one, a);
  show(`(b) parse … judge … report, ${JOBS} threads, start included`, several, a);
  agreed([...one, ...several]);
  console.log('all runs agree on steps and violations');
}

export async function replay(): Promise<void> {
  const lines = corpus(TRACES);
  const megabytes = lines.reduce((sum, l) => sum + l.length, 0) / 1e6;
  console.log(`corpus: ${lines.length} traces of ${STEPS} steps, ${megabytes.toFixed(1)} MB, seed ${SEED}; medians of ${ROUNDS}`);
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-bench-'));
  try {
    const path = join(folder, 'corpus.ndjson');
    writeFileSync(path, lines.join('\n'));
    await measure(lines, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
