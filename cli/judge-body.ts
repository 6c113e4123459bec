/** One body, all traces of a plan: the loop of `ptshare run` with its interrupts and its pace. */
import { connect } from '../adapters/connect.ts';
import { follow } from '../conform.ts';
import { claims as claimsOf } from '../oracle/conclude.ts';
import { withDeviations } from '../oracle/deviations.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judgement } from '../oracle/judgement.ts';
import { createTally } from '../oracle/tally.ts';
import type { Tally } from '../oracle/tally.ts';
import type { Guard, Report, Trace } from '../schemas/generated/types.ts';
import { createGuard } from '../detect/guard.ts';
import type { RunGuard } from '../detect/guard.ts';
import { detectionOf } from '../detect/provenance.ts';
import { rulesHash } from '../spec/index.ts';
import type { Rule } from '../spec/index.ts';
import { findPackage } from '../suites/root.ts';
import { againCommand } from './again.ts';
import { MAX_FAILURES } from './plan-run.ts';
import type { RunOptions, RunPlan } from './plan-run.ts';
import type { Progress } from './progress.ts';

/** What stands beside the loop. */
export interface Company {
  readonly progress: Pick<Progress, 'see'>;
  /** Ends the loop when it is raised. */
  readonly interrupted: { readonly aborted: boolean };
  /** Broken traces so far, where others judge a part of the same run; asked after `progress` has seen the last one. */
  readonly broken?: () => number;
}

/** What came of one body. */
export interface Judged {
  readonly report: Report;
  /** For each rule that a generated trace violates, the number of the first such trace. */
  readonly firsts: ReadonlyMap<string, number>;
}

/** @throws InputError for a body, a generation or a profile that is not known; whatever the body does is in the report. */
export async function judgeBody(name: string, plan: RunPlan, options: RunOptions, company: Company): Promise<Judged> {
  const stage = await connect(name, stageOptions(options));
  try {
    const body = { connectedAs: name, description: stage.description };
    const judge = withDeviations(createJudge({ ...plan, claims: claimsOf({ body, generation: plan.generation }) }), plan.deviations);
    const names = new WeakMap<Trace, string>();
    const guard = createGuard();
    let stood: Guard | undefined;
    const again = (trace: Trace): string => againCommand(names.get(trace) ?? trace.id, name, options);
    const tally = tallyOf(plan, options, body, judge.rules, again, () => stood);
    const watch = createWatch(options, company);
    await follow(paced(plan, names, tally, guard, company), stage, judge, tally, watch.see);
    // The wrong bodies claim the interface, and nobody has listed what they do.
    stood = await guard.stand(createJudge({ ...plan, claims: true }));
    const stopped = watch.stopped() ?? (company.interrupted.aborted ? 'interrupted' : undefined);
    return { report: tally.report(stopped), firsts: watch.firsts };
  } finally {
    await stage.stop();
  }
}

export function stageOptions({ look, deadline }: RunOptions): { look: 'always' | 'never'; stepMilliseconds?: number } {
  return { look: look === 'never' ? 'never' : 'always', ...(deadline === undefined ? {} : { stepMilliseconds: deadline }) };
}

function tallyOf(
  plan: RunPlan,
  options: RunOptions,
  body: Report['body'],
  rules: readonly Rule[],
  again: (trace: Trace) => string,
  guard: () => Guard | undefined,
): Tally {
  const { generation, profile, seed, suiteHash, deviations } = plan;
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
    deviations,
    guard,
    detection: detectionOf(plan.shipped ? suiteHash : undefined),
    again,
  });
}

interface Watch {
  readonly see: (judgement: Judgement) => 'go on' | 'stop';
  /** Why the run ended early, or undefined. */
  readonly stopped: () => string | undefined;
  readonly firsts: ReadonlyMap<string, number>;
}

function createWatch(options: RunOptions, { progress, interrupted, broken }: Company): Watch {
  let stopped: string | undefined;
  const most = options.maxFailures ?? MAX_FAILURES;
  let own = 0;
  const firsts = new Map<string, number>();
  return {
    see(judgement) {
      if (options.failFast === true && isBad(judgement)) stopped = `--fail-fast, at trace ${judgement.trace.id}`;
      noteFirsts(firsts, judgement);
      progress.see(judgement);
      if (judgement.status === 'broken') {
        own += 1;
        const failures = broken?.() ?? own;
        if (failures >= most) stopped ??= `--max-failures ${most}, at trace ${judgement.trace.id}`;
      }
      return stopped !== undefined || interrupted.aborted ? 'stop' : 'go on';
    },
    stopped: () => stopped,
    firsts,
  };
}

export function isBad({ violations, status }: Judgement): boolean {
  return violations.length > 0 || status === 'broken';
}

function noteFirsts(firsts: Map<string, number>, { trace: { origin }, violations }: Judgement): void {
  if (origin.kind !== 'generated') return;
  for (const { rule } of violations) firsts.set(rule, Math.min(origin.index, firsts.get(rule) ?? origin.index));
}

/** Milliseconds between two breaths. */
const BREATH = 50;

/**
 * The traces of the generation that is judged; others are counted as skipped. Bodies that answer at once would never let
 * the process see an interrupt, so it takes breath now and then.
 */
async function* paced(
  plan: RunPlan,
  names: WeakMap<Trace, string>,
  tally: Tally,
  guard: RunGuard,
  { interrupted }: Company,
): AsyncGenerator<Trace> {
  let breath = performance.now();
  for await (const { trace, name } of plan.traces()) {
    if (performance.now() - breath > BREATH) {
      await new Promise((resolve) => setImmediate(resolve));
      breath = performance.now();
    }
    if (interrupted.aborted) return;
    names.set(trace, name);
    guard.see(trace);
    if (trace.generation === plan.generation) yield trace;
    else tally.add(skippedFor(trace));
  }
}

function skippedFor(trace: Trace): Judgement {
  const reason = `the trace is written for generation ${trace.generation}`;
  return { trace, status: 'skipped', reason, steps: 0, decided: [], violations: [] };
}
