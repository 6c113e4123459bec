/** One body, all traces of a plan: the loop of `ptshare run` with its interrupts and its pace. */
import { connect } from '../adapters/connect.ts';
import { openAssessment } from '../assessment.ts';
import type { Assessment } from '../assessment.ts';
import { MAX_FAILURES, follow } from '../conform.ts';
import type { Judgement } from '../oracle/judgement.ts';
import type { Report, Trace } from '../schemas/generated/types.ts';
import type { InputError } from '../schemas/input-error.ts';
import { againCommand } from './again.ts';
import type { RunOptions, RunPlan } from './plan-run.ts';
import type { Progress } from './progress.ts';
import { recorded } from './recording.ts';

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
  /** Why the file of transcripts ends early. */
  readonly unrecorded?: InputError | undefined;
}

/** @throws InputError for a body, a generation or a profile that is not known; whatever the body does is in the report. */
export async function judgeBody(name: string, plan: RunPlan, options: RunOptions, company: Company): Promise<Judged> {
  const stage = await connect(name, stageOptions(options));
  try {
    const { record } = options;
    const names: Names = new Map();
    const assessment = openAssessment({
      ...plan,
      body: { connectedAs: name, description: stage.description },
      suiteHash: () => plan.suiteHash,
      shard: options.shard ?? null,
      looks: options.look !== 'never',
      again: (trace) => againCommand(names.get(trace) ?? trace.id, name, options),
    });
    const watch = createWatch(options, company, names);
    const recording = record === undefined ? undefined : recorded(assessment.judge, record);
    const judge = recording?.judge ?? assessment.judge;
    await follow(paced(plan, names, assessment, company), stage, judge, assessment.tally, watch.see);
    const stopped = watch.stopped() ?? (company.interrupted.aborted ? 'interrupted' : undefined);
    return { report: await assessment.report(stopped), firsts: watch.firsts, unrecorded: recording?.failure() };
  } finally {
    await stage.stop();
  }
}

export function stageOptions({ look, deadline }: RunOptions): { look: 'always' | 'never'; stepMilliseconds?: number } {
  return { look: look === 'never' ? 'never' : 'always', ...(deadline === undefined ? {} : { stepMilliseconds: deadline }) };
}

interface Watch {
  readonly see: (judgement: Judgement) => 'go on' | 'stop';
  /** Why the run ended early, or undefined. */
  readonly stopped: () => string | undefined;
  readonly firsts: ReadonlyMap<string, number>;
}

/** The names of the traces that have been taken and are not yet judged: a few. */
type Names = Map<Trace, string>;

function createWatch(options: RunOptions, { progress, interrupted, broken }: Company, names: Names): Watch {
  let stopped: string | undefined;
  const most = options.maxFailures ?? MAX_FAILURES;
  let own = 0;
  const firsts = new Map<string, number>();
  return {
    see(judgement) {
      names.delete(judgement.trace);
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
async function* paced(plan: RunPlan, names: Names, assessment: Assessment, { interrupted }: Company): AsyncGenerator<Trace> {
  let breath = performance.now();
  for await (const { trace, name } of plan.traces()) {
    if (performance.now() - breath > BREATH) {
      await new Promise((resolve) => setImmediate(resolve));
      breath = performance.now();
    }
    if (interrupted.aborted) return;
    if (!assessment.takes(trace)) continue;
    names.set(trace, name);
    yield trace;
  }
}
