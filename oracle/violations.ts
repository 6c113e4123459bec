/** Violations, grouped by rule and by the call at which the trace diverged: many traces fail for one reason. */
import type { CallCount, Trace, Verdict, ViolatedRule, Violation } from '../schemas/generated/types.ts';
import { byText, keepFirst } from './first.ts';
import type { First } from './first.ts';

/** Violations shown for each rule. */
export const SHOWN_VIOLATIONS = 10;
/** Steps shown of one violation. */
const SHOWN_STEPS = 20;

interface Group {
  readonly shown: First<Violation>;
  readonly calls: Map<string, number>;
}

export interface Violations {
  add(trace: Trace, verdict: Verdict, again: string): void;
  list(rules: readonly { id: string }[]): ViolatedRule[];
}

export function createViolations(): Violations {
  const groups = new Map<string, Group>();
  function groupOf(rule: string): Group {
    const group = groups.get(rule) ?? { shown: keepFirst(SHOWN_VIOLATIONS, compareViolations), calls: new Map() };
    groups.set(rule, group);
    return group;
  }
  return {
    add(trace, verdict, again) {
      const { shown, calls } = groupOf(verdict.rule);
      const call = callAt(trace, verdict);
      calls.set(call, (calls.get(call) ?? 0) + 1);
      shown.add(toViolation(trace, verdict, again));
    },
    list: (rules) =>
      rules.flatMap(({ id }) => {
        const group = groups.get(id);
        return group === undefined ? [] : [toRule(id, group)];
      }),
  };
}

/** One group out of several for the same rule, of disjoint traces. */
export function mergeViolated(rule: string, parts: readonly ViolatedRule[]): ViolatedRule {
  const shown = keepFirst(SHOWN_VIOLATIONS, compareViolations);
  const calls = new Map<string, number>();
  for (const part of parts) {
    for (const violation of part.first) shown.add(violation);
    for (const { call, traces } of part.calls) calls.set(call, (calls.get(call) ?? 0) + traces);
  }
  const traces = parts.reduce((sum, part) => sum + part.traces, 0);
  return { rule, traces, calls: listCalls(calls), first: [...shown.items], more: traces - shown.items.length };
}

/** Shortest first; the id settles the rest. */
function compareViolations(a: Violation, b: Violation): number {
  const [one, other] = [a.step ?? Number.MAX_SAFE_INTEGER, b.step ?? Number.MAX_SAFE_INTEGER];
  return one - other || byText(a.trace, b.trace);
}

function toRule(rule: string, { shown, calls }: Group): ViolatedRule {
  const more = shown.count - shown.items.length;
  return { rule, traces: shown.count, calls: listCalls(calls), first: [...shown.items], more };
}

/** The most frequent call first. */
function listCalls(calls: ReadonlyMap<string, number>): CallCount[] {
  const list = [...calls].map(([call, traces]) => ({ call, traces }));
  return list.toSorted((a, b) => b.traces - a.traces || byText(a.call, b.call));
}

function toViolation(trace: Trace, verdict: Verdict, again: string): Violation {
  const end = verdict.step === undefined ? trace.steps.length : verdict.step + 1;
  const start = Math.max(0, end - SHOWN_STEPS);
  return {
    trace: trace.id,
    title: trace.title,
    step: verdict.step ?? null,
    permitted: verdict.permitted ?? [],
    seen: verdict.seen ?? '',
    why: verdict.why ?? '',
    steps: trace.steps.slice(start, end),
    before: start,
    again,
  };
}

/** The call of the step where the trace diverged, or `end` where the whole trace is meant. */
function callAt(trace: Trace, verdict: Verdict): string {
  return (verdict.step === undefined ? undefined : trace.steps[verdict.step]?.call) ?? 'end';
}
