/**
 * `npm run bench -- kernel`: a kernel in QEMU, from its start to the first verdict, and traces with the tables read after every step.
 * What looking costs is measured within the same run, by a clock around it.
 */
import { connect } from '../adapters/connect.ts';
import { Eyes } from '../adapters/kernel/eyes.ts';
import type { Stage } from '../adapters/stage.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import { planOf } from '../replay/plan.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { generateTraces } from '../suites/generate.ts';

const SEED = 1;
const LENGTH = 40;
const TRACES = 1000;
/** So many are performed where nothing else is said: `--traces 1000`. */
const SAMPLE = 100;
const BARS = { verdict: 4, traces: 60, looking: 1.25 };

/** Traces for the machine that a guest is. */
function tracesFor(count: number): Trace[] {
  const found: Trace[] = [];
  for (const trace of generateTraces({ seed: SEED, count: count * 4, generation: 'map-shared-pt', length: LENGTH })) {
    const { entriesPerTable, levels, cpus } = trace.geometry ?? DEFAULT_GEOMETRY;
    if (entriesPerTable === 512 && levels === 4 && cpus <= 2 && planOf(trace).overlap === undefined) found.push(sealed(trace));
    if (found.length === count) return found;
  }
  throw new Error(`only ${found.length} of ${count} traces are for this machine`);
}

/** Adds up the milliseconds that are spent on seeing. */
function clockEyes(): { spent: number } {
  const clock = { spent: 0 };
  for (const name of ['look', 'begin'] as const) {
    const inner = Reflect.get(Eyes.prototype, name) as (...words: unknown[]) => Promise<unknown>;
    Reflect.set(Eyes.prototype, name, async function timed(this: Eyes, ...words: unknown[]) {
      const start = performance.now();
      try {
        return await inner.apply(this, words);
      } finally {
        clock.spent += performance.now() - start;
      }
    });
  }
  return clock;
}

async function follow(stage: Stage, judge: Judge, traces: readonly Trace[]): Promise<number> {
  let steps = 0;
  for (const trace of traces) {
    const transcript = await stage.perform(trace);
    if (transcript.status !== 'complete') throw new Error(`${trace.id} is ${transcript.status}: ${transcript.reason ?? ''}`);
    // Judging belongs to what is measured, whatever the verdict.
    if (judge.judge(transcript).violations.length > 0) console.log(`${trace.id} breaks a rule`);
    steps += transcript.entries.length;
  }
  return steps;
}

function print(label: string, value: number, bar: number, unit: string): void {
  console.log(`${label.padEnd(58)}${value.toFixed(2).padStart(8)}${unit}  bar ${bar}${unit}  ${value <= bar ? 'within' : 'MISSED'}`);
}

function wanted(): number {
  const at = process.argv.indexOf('--traces');
  return at < 0 ? SAMPLE : Math.max(1, Number(process.argv[at + 1]));
}

async function begin(): Promise<Stage | undefined> {
  try {
    return await connect('qemu:');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.log(`skipped: ${error.message} (${error.hint})`);
    return undefined;
  }
}

export async function kernel(): Promise<void> {
  const traces = tracesFor(wanted());
  const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: false });
  const clock = clockEyes();
  const start = performance.now();
  const stage = await begin();
  if (stage === undefined) return;
  try {
    console.log(`${stage.description.name}, 2 CPUs, generated traces of ${LENGTH} calls, seed ${SEED}, ${traces.length} of them`);
    await follow(stage, judge, traces.slice(0, 1));
    print('from the start of QEMU to the first verdict', (performance.now() - start) / 1000, BARS.verdict, ' s');
    clock.spent = 0;
    const began = performance.now();
    const steps = await follow(stage, judge, traces);
    const all = performance.now() - began;
    print(
      `${TRACES} traces with tables read after each of ${(steps / traces.length).toFixed(0)} steps`,
      (all / traces.length / 1000) * TRACES,
      BARS.traces,
      ' s',
    );
    print('with looking, over the same without it', all / (all - clock.spent), BARS.looking, '  ');
  } finally {
    await stage.stop();
  }
}
