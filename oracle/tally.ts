/** Counts judgements into a report. It keeps counts, a few examples and packed ids; never the traces themselves. */
import type { JudgedBody, Report, Shards, Tool, Trace } from '../schemas/generated/types.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import { lacksOf } from '../schemas/lacks.ts';
import { lowered } from '../schemas/lowered.ts';
import type { RuleText } from '../spec/rule.ts';
import { createDeviationCounts } from './deviations.ts';
import type { ListedDeviations } from './deviations.ts';
import { createGeometries, createJudgedList } from './judged.ts';
import type { Judgement } from './judgement.ts';
import { createLackCounts } from './lacking.ts';
import { about, keepBroken, keepSkipped, listed, toBroken, unlisted } from './listings.ts';
import { concluded } from './reservations.ts';
import { createRuleCounts } from './rule-counts.ts';
import { createViolations } from './violations.ts';

/** What the report says of the run itself, known before the first trace. */
export interface TallyContext {
  readonly tool: Tool;
  readonly rulesHash: string;
  readonly suiteHash: string;
  readonly generation: string;
  readonly profile: string;
  readonly body: JudgedBody;
  /** Seed of the generated traces; null where there are none. */
  readonly seed: number | null;
  readonly shard: Shards | null;
  /** The rules in force, in the order of `Judgement.decided`. */
  readonly rules: readonly RuleText[];
  /** Whether the body was asked to show itself after each step; true where left out. */
  readonly looks?: boolean;
  /** What the implementer has listed, where the judge keeps it apart. */
  readonly deviations?: ListedDeviations | undefined;
  /** Bodies judged beside it; known when the report is made. */
  readonly guard?: (() => Report['guard']) | undefined;
  readonly detection?: Report['detection'];
  /** The command that performs a trace once more. */
  readonly again: (trace: Trace) => string;
}

export interface Tally {
  add(judgement: Judgement): void;
  /** The report so far; `stopped` says why the run ended before its time. */
  report(stopped?: string): Report;
}

export function createTally(context: TallyContext): Tally {
  const { rules } = context;
  const counts = createRuleCounts(rules, { body: context.body, generation: context.generation, looks: context.looks ?? true });
  const violations = createViolations();
  const [skipped, broken] = [keepSkipped(), keepBroken()];
  const lacking = createLackCounts();
  const subjects = new Set<string>();
  const deviations =
    context.deviations &&
    createDeviationCounts(
      context.deviations,
      rules.map(({ id }) => id),
    );
  const geometries = createGeometries();
  const judged = createJudgedList();
  const traces = { total: 0, complete: 0, skipped: 0, broken: 0 };
  let steps = 0;

  function addStatus({ trace, status, reason = 'no reason given', brokeAt = 0 }: Judgement): void {
    traces.total += 1;
    traces[status] += 1;
    if (status === 'skipped') return skip(trace, reason);
    for (const rule of trace.rules) subjects.add(rule);
    if (status === 'broken') broken.add(toBroken(trace, brokeAt, reason, context.again(trace)));
  }

  function skip(trace: Trace, reason: string): void {
    const lacks = lacksFor(trace, context);
    lacking.add(lacks);
    skipped.add({ trace: trace.id, reason, ...(lacks.length === 0 ? {} : { lacks }) });
  }

  return {
    add(judgement) {
      addStatus(judgement);
      counts.add(judgement);
      deviations?.add(judgement);
      for (const verdict of judgement.violations) violations.add(judgement.trace, verdict, context.again(judgement.trace));
      steps += judgement.steps;
      judged.add(judgement.trace);
      geometries.add(judgement.trace.geometry ?? DEFAULT_GEOMETRY);
    },
    report(stopped) {
      const { tool, rulesHash, suiteHash, generation, profile, body, seed, shard, detection } = context;
      const guard = context.guard?.();
      const whole = shard === null && stopped === undefined;
      const facts = {
        generation,
        profile,
        body,
        traces: { ...traces },
        steps,
        rules: counts.list(),
        ...about(rules, subjects),
        violations: violations.list(rules),
        ...(deviations === undefined ? {} : { deviations: deviations.list(whole) }),
        ...(guard === undefined ? {} : { guard }),
      };
      return {
        format: 1,
        tool,
        rulesHash,
        suiteHash,
        seed,
        shard,
        partial: stopped !== undefined,
        ...(stopped === undefined ? {} : { stopped }),
        ...concluded(facts),
        ...facts,
        ...(detection === undefined ? {} : { detection }),
        geometries: geometries.list(),
        ...listed('lacking', lacking.list()),
        skipped: [...skipped.items],
        broken: [...broken.items],
        ...unlisted(traces, skipped.items, broken.items),
        judged: judged.list(),
      };
    },
  };
}

/** What the body lacks for a trace, in the order in which it is missed; nothing for a trace of another interface. */
function lacksFor(trace: Trace, { generation, body }: TallyContext): string[] {
  if (trace.generation !== generation) return [];
  const { calls, overlap, fails } = lowered(trace);
  return lacksOf({ calls, overlap, fails, geometry: trace.geometry ?? DEFAULT_GEOMETRY }, body.description).map(({ what }) => what);
}
