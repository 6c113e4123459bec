/** Counts judgements into a report. It keeps counts, a few examples and packed ids; never the traces themselves. */
import type {
  BrokenTrace,
  JudgedBody,
  Report,
  RuleTally,
  Shards,
  SkippedTrace,
  Tool,
  Trace,
  Verdict,
} from '../schemas/generated/types.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import type { RuleText } from '../spec/rule.ts';
import { conclude } from './conclude.ts';
import { byTrace, keepFirst } from './first.ts';
import { createGeometries, createJudgedList } from './judged.ts';
import type { Judgement } from './judgement.ts';
import { createViolations } from './violations.ts';

/** Skipped and broken traces shown. */
export const SHOWN_TRACES = 100;

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
  /** The command that performs a trace once more. */
  readonly again: (trace: Trace) => string;
}

export interface Tally {
  add(judgement: Judgement): void;
  /** The report so far; `stopped` says why the run ended before its time. */
  report(stopped?: string): Report;
}

/** Why a rule was never decided. */
function unseenReason(rule: RuleText, body: JudgedBody): string {
  const { needs } = rule;
  const shown = needs === 'outcome' || body.description.shows.includes(needs);
  return shown ? 'no trace of this run decides it' : `the body does not show ${needs}`;
}

export function createTally(context: TallyContext): Tally {
  const { rules } = context;
  const decided = new Float64Array(rules.length);
  const heldIn = new Float64Array(rules.length);
  const violatedIn = new Float64Array(rules.length);
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const violations = createViolations();
  const skipped = keepFirst<SkippedTrace>(SHOWN_TRACES, byTrace);
  const broken = keepFirst<BrokenTrace>(SHOWN_TRACES, byTrace);
  const geometries = createGeometries();
  const judged = createJudgedList();
  const traces = { total: 0, complete: 0, skipped: 0, broken: 0 };
  let steps = 0;

  function addViolation(trace: Trace, verdict: Verdict): void {
    const index = indexOf.get(verdict.rule);
    if (index === undefined) throw new Error(`a verdict names ${verdict.rule}, which is not in force`);
    violatedIn[index] = (violatedIn[index] ?? 0) + 1;
    violations.add(trace, verdict, context.again(trace));
  }

  function addDecided(judgement: Judgement): void {
    const violated = new Set(judgement.violations.map((verdict) => verdict.rule));
    for (let i = 0; i < rules.length; i++) {
      const times = judgement.decided[i] ?? 0;
      decided[i] = (decided[i] ?? 0) + times;
      if (times > 0 && !violated.has(rules[i]?.id ?? '')) heldIn[i] = (heldIn[i] ?? 0) + 1;
    }
  }

  function addStatus({ trace, status, reason = 'no reason given', brokeAt = 0 }: Judgement): void {
    traces.total += 1;
    traces[status] += 1;
    if (status === 'skipped') skipped.add({ trace: trace.id, reason });
    if (status === 'broken') broken.add({ trace: trace.id, reason, step: brokeAt, again: context.again(trace) });
  }

  function ruleTally(rule: RuleText, i: number): RuleTally {
    const verdict = violatedIn[i] ? 'violated' : decided[i] ? 'held' : 'unseen';
    return {
      id: rule.id,
      family: rule.family,
      sentence: rule.sentence,
      verdict,
      decided: decided[i] ?? 0,
      held: heldIn[i] ?? 0,
      violated: violatedIn[i] ?? 0,
      ...(verdict === 'unseen' ? { unseen: unseenReason(rule, context.body) } : {}),
    };
  }

  return {
    add(judgement) {
      addStatus(judgement);
      addDecided(judgement);
      for (const verdict of judgement.violations) addViolation(judgement.trace, verdict);
      steps += judgement.steps;
      judged.add(judgement.trace);
      geometries.add(judgement.trace.geometry ?? DEFAULT_GEOMETRY);
    },
    report(stopped) {
      const { tool, rulesHash, suiteHash, generation, profile, body, seed, shard } = context;
      const facts = { generation, profile, body, traces: { ...traces }, steps, rules: rules.map(ruleTally), violations: violations.list(rules) };
      return {
        format: 1,
        tool,
        rulesHash,
        suiteHash,
        seed,
        shard,
        partial: stopped !== undefined,
        ...(stopped === undefined ? {} : { stopped }),
        ...conclude(facts),
        ...facts,
        geometries: geometries.list(),
        skipped: [...skipped.items],
        broken: [...broken.items],
        judged: judged.list(),
      };
    },
  };
}
