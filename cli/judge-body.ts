/** One body, all traces: the loop of `ptshare run` with its progress, its interrupts and its pace. */
import { connect } from '../adapters/connect.ts';
import { follow } from '../conform.ts';
import { claims as claimsOf } from '../oracle/conclude.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judgement } from '../oracle/judgement.ts';
import { createTally } from '../oracle/tally.ts';
import type { Tally } from '../oracle/tally.ts';
import type { Report, Run, Trace } from '../schemas/generated/types.ts';
import { rulesHash } from '../spec/index.ts';
import type { Rule } from '../spec/index.ts';
import { findPackage } from '../suites/root.ts';
import { againCommand } from './again.ts';
import type { Io } from './io.ts';
import type { RunOptions, RunPlan } from './plan-run.ts';
import { createProgress } from './progress.ts';
import type { Progress } from './progress.ts';

/** @throws InputError for a body, a generation or a profile that is not known; whatever the body does is in the report. */
export async function judgeBody(name: string, plan: RunPlan, options: RunOptions, io: Io): Promise<Report> {
  const started = new Date();
  const stage = await connect(name, stageOptions(options));
  const progress = createProgress(name, plan.count, io, options.quiet === true);
  try {
    const body = { connectedAs: name, description: stage.description };
    const judge = createJudge({ ...plan, claims: claimsOf({ body, generation: plan.generation }) });
    const names = new WeakMap<Trace, string>();
    const tally = tallyOf(plan, options, body, judge.rules, (trace) => againCommand(names.get(trace) ?? trace.id, name, options));
    const watch = createWatch(options, progress, io);
    await follow(paced(plan, names, tally, io), stage, judge, tally, watch.see);
    const report = tally.report(io.interrupted.aborted ? 'interrupted' : watch.stopped());
    return options.date ? { ...report, run: runOf(started) } : report;
  } finally {
    progress.end();
    await stage.stop();
  }
}

function stageOptions({ look, deadline }: RunOptions): { look: 'always' | 'never'; stepMilliseconds?: number } {
  return { look: look === 'never' ? 'never' : 'always', ...(deadline === undefined ? {} : { stepMilliseconds: deadline }) };
}

function tallyOf(plan: RunPlan, options: RunOptions, body: Report['body'], rules: readonly Rule[], again: (trace: Trace) => string): Tally {
  const { generation, profile, seed, suiteHash } = plan;
  const tool = { name: 'ptshare', version: findPackage().version };
  return createTally({
    tool,
    rulesHash,
    suiteHash,
    generation,
    profile,
    body,
    seed,
    shard: options.shard ?? null,
    rules,
    looks: options.look !== 'never',
    again,
  });
}

interface Watch {
  readonly see: (judgement: Judgement) => 'go on' | 'stop';
  /** Why the run ended early, or undefined. */
  readonly stopped: () => string | undefined;
}

function createWatch(options: RunOptions, progress: Progress, io: Io): Watch {
  let stopped: string | undefined;
  return {
    see(judgement) {
      progress.see(judgement);
      const bad = judgement.violations.length > 0 || judgement.status === 'broken';
      if (options.failFast === true && bad) stopped = `--fail-fast, at trace ${judgement.trace.id}`;
      return stopped !== undefined || io.interrupted.aborted ? 'stop' : 'go on';
    },
    stopped: () => stopped,
  };
}

/** Milliseconds between two breaths. */
const BREATH = 50;

/**
 * The traces of the generation that is judged; others are counted as skipped. Bodies that answer at once would never let
 * the process see an interrupt, so it takes breath now and then.
 */
async function* paced(plan: RunPlan, names: WeakMap<Trace, string>, tally: Tally, io: Io): AsyncGenerator<Trace> {
  let breath = performance.now();
  for await (const { trace, name } of plan.traces()) {
    if (performance.now() - breath > BREATH) {
      await new Promise((resolve) => setImmediate(resolve));
      breath = performance.now();
    }
    if (io.interrupted.aborted) return;
    names.set(trace, name);
    if (trace.generation === plan.generation) yield trace;
    else tally.add(skippedFor(trace));
  }
}

function skippedFor(trace: Trace): Judgement {
  const reason = `the trace is written for generation ${trace.generation}`;
  return { trace, status: 'skipped', reason, steps: 0, decided: new Uint16Array(0), violations: [] };
}

function runOf(started: Date): Run {
  return {
    date: started.toISOString(),
    milliseconds: Date.now() - started.getTime(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}
