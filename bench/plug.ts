/**
 * `npm run bench -- plug`: steps per second to a body that is a program, beside a bare loop that says the same messages to
 * the same program over the same kind of pipes, and looks at nothing but the newlines and the JSON.
 */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { connect } from '../adapters/connect.ts';
import type { Stage } from '../adapters/stage.ts';
import { planOf } from '../replay/plan.ts';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { generateTraces } from '../suites/generate.ts';
import { findPackage } from '../suites/root.ts';
import { middle } from './middle.ts';

const SEED = 1;
const ROUNDS = 5;
const WINDOW = 64;
const ECHO = join(findPackage().root, 'bench', 'plug-echo.mjs');

/** A way to speak, and how many traces make it last long enough to be measured. */
interface Mode {
  readonly label: string;
  readonly traces: number;
  /** Whole traces as messages, and so many of them under way. */
  readonly whole: boolean;
  readonly window: number;
}

const MODES: readonly Mode[] = [
  { label: 'one message per step', traces: 400, whole: false, window: 1 },
  { label: 'one message per trace', traces: 4000, whole: true, window: 1 },
  { label: `pipelined, ${WINDOW} traces under way`, traces: 8000, whole: true, window: WINDOW },
];

/** Generated traces whose addresses are all known before they are performed. */
function tracesFor(count: number): Trace[] {
  const found: Trace[] = [];
  for (const trace of generateTraces({ seed: SEED, count: count * 4, generation: 'map-shared-pt' })) {
    const plan = planOf(trace);
    if (plan.late.size === 0 && plan.overlap === undefined) found.push(sealed(trace));
    if (found.length === count) return found;
  }
  throw new Error(`only ${found.length} of ${count} traces can be sent whole`);
}

/** The messages of a trace but for their numbers. */
function messagesOf(trace: Trace, whole: boolean): object[] {
  const { setup, calls } = planOf(trace);
  if (whole) return [{ kind: 'trace', show: [], setup, steps: calls }];
  return [{ kind: 'reset', setup }, ...calls.map((step) => ({ kind: 'step', step }))];
}

function finished(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  return new Promise((resolve) => child.on('close', resolve));
}

/** Says the messages, so many ahead; parses the answers and compares their numbers. Returns milliseconds for all of them. */
async function bare(messages: readonly object[], { whole, window }: Mode): Promise<number> {
  const child = spawn(process.execPath, [ECHO, ...(whole ? ['--traces'] : [])]);
  const over = finished(child);
  // The program has started, and both sides are warm, before the clock does.
  const first = messages.length >> 2;
  let [sent, answered, rest, began] = [0, 0, '', 0];
  const say = (): void => {
    let out = '';
    for (; sent < messages.length && sent - answered < window; sent++) out += `${JSON.stringify({ seq: sent, ...messages[sent] })}\n`;
    if (out !== '') child.stdin.write(out);
  };
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if ((JSON.parse(line) as { seq: number }).seq !== answered) return reject(new Error(`a wrong number in ${line}`));
        answered += 1;
        if (answered === first) began = performance.now();
      }
      if (answered === messages.length) resolve();
      else say();
    });
    say();
  });
  const milliseconds = ((performance.now() - began) * messages.length) / (messages.length - first);
  child.stdin.end();
  await over;
  return milliseconds;
}

/** The stage, asked for the same traces. */
async function staged(stage: Stage, traces: readonly Trace[], window: number): Promise<number> {
  const start = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let trace = traces[next++]; trace !== undefined; trace = traces[next++]) {
      const { status, reason } = await stage.perform(trace);
      if (status !== 'complete') throw new Error(`${trace.id} is ${status}: ${reason}`);
    }
  };
  await Promise.all(Array.from({ length: window }, lane));
  return performance.now() - start;
}

async function measure(mode: Mode): Promise<void> {
  const traces = tracesFor(mode.traces);
  const steps = traces.reduce((sum, trace) => sum + trace.steps.length, 0);
  const messages = traces.flatMap((trace) => messagesOf(trace, mode.whole));
  const [echo, ours]: [number[], number[]] = [[], []];
  const stage = await connect(`exec:"${process.execPath}" "${ECHO}"${mode.whole ? ' --traces' : ''}`, { look: 'never' });
  try {
    // Warm: the first pass compiles.
    await staged(stage, traces, mode.window);
    for (let i = 0; i < ROUNDS; i++) {
      echo.push(await bare(messages, mode));
      ours.push(await staged(stage, traces, mode.window));
    }
  } finally {
    await stage.stop();
  }
  const rate = (times: readonly number[]): number => (steps * 1000) / middle(times, (time) => time);
  const [a, b] = [rate(echo), rate(ours)].map(Math.round) as [number, number];
  console.log(`${mode.label.padEnd(34)}bare ${String(a).padStart(8)}  ptshare ${String(b).padStart(8)}  ${(b / a).toFixed(2)} of it`);
}

export async function plug(): Promise<void> {
  console.log(`steps per second to a Node program; generated traces, seed ${SEED}; medians of ${ROUNDS}`);
  for (const mode of MODES) await measure(mode);
}
