/** `npm run bench -- replay`: the whole pipeline against JSON.parse alone, on one corpus, in one process. */
import { createReference } from '../reference/index.ts';
import { createJudge } from '../oracle/judge.ts';
import { type Tally, createTally } from '../oracle/tally.ts';
import { perform } from '../replay/perform.ts';
import { render } from '../reports/index.ts';
import type { Body } from '../schemas/contract.ts';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { parseTrace } from '../schemas/validate.ts';
import { rulesHash } from '../spec/index.ts';
import { generateTraces } from '../suites/generate.ts';

const GENERATION = 'map-shared-pt';
/** As many traces, of as many steps, as the largest published corpus of a formal model of a system interface. */
const TRACES = Number(process.env.N ?? 21_070);
const STEPS = 20;
const SEED = 1;

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
  for (const line of lines) {
    const transcript = await perform(parseTrace(line), body, { trust: true });
    const judgement = judge.judge(transcript);
    steps += judgement.steps;
    violations += judgement.violations.length;
    tally.add(judgement);
  }
  const text = render('text', tally.report());
  if (text.length === 0) throw new Error('no report');
  return { milliseconds: performance.now() - start, steps, violations };
}

function parseAlone(lines: readonly string[]): number {
  const start = performance.now();
  for (const line of lines) JSON.parse(line);
  return performance.now() - start;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

/** Runs both once to warm up, then three times in turn, and prints the medians. */
export async function replay(): Promise<void> {
  const lines = corpus(TRACES);
  const megabytes = lines.reduce((sum, l) => sum + l.length, 0) / 1e6;
  console.log(`corpus: ${lines.length} traces of ${STEPS} steps, ${megabytes.toFixed(1)} MB, seed ${SEED}`);
  parseAlone(lines);
  await pipeline(lines.slice(0, 2000));
  const parse: number[] = [];
  const whole: Result[] = [];
  for (let i = 0; i < 3; i++) {
    parse.push(parseAlone(lines));
    whole.push(await pipeline(lines));
  }
  const a = parse.toSorted((x, y) => x - y)[1]!;
  const b = whole.toSorted((x, y) => x.milliseconds - y.milliseconds)[1]!;
  console.log(`(a) JSON.parse alone           ${seconds(a)}`);
  console.log(`(b) parse … judge … report     ${seconds(b.milliseconds)}  ${Math.round(lines.length / (b.milliseconds / 1000))} traces/s, ${b.steps} steps, ${b.violations} violations`);
  console.log(`ratio (b)/(a)                  ${(b.milliseconds / a).toFixed(2)}`);
}
