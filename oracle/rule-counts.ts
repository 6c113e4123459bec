/** How often each rule in force was decided, and in how many traces it held or was violated. */
import type { JudgedBody, RuleTally } from '../schemas/generated/types.ts';
import { SHOWN_BY_CALL } from '../schemas/lacks.ts';
import type { Needs, RuleText } from '../spec/rule.ts';
import type { Judgement } from './judgement.ts';

export interface RuleCounts {
  /** Throws Error for a verdict on a rule that is not in force. */
  add(judgement: Judgement): void;
  list(): RuleTally[];
}

/** What was to be seen: the body, the interface that it may claim, and whether it was asked to show anything after each step. */
export interface Sight {
  readonly body: JudgedBody;
  readonly generation: string;
  readonly looks: boolean;
}

export function createRuleCounts(rules: readonly RuleText[], sight: Sight): RuleCounts {
  const counts = rules.map((rule) => ({ rule, decided: 0, held: 0, violated: 0, deviated: 0, ifClaimed: 0 }));
  /** The trace violates the rule, as listed or not: it did not hold there, however often it was decided. */
  function accuse(rule: string, decided: Judgement['decided'], how: 'violated' | 'deviated'): void {
    const at = rules.findIndex(({ id }) => id === rule);
    if (at < 0) throw new Error(`a verdict names ${rule}, which is not in force`);
    counts[at]![how] += 1;
    if ((decided[at] ?? 0) > 0) counts[at]!.held -= 1;
  }
  return {
    add({ decided, ifClaimed, violations, listed }) {
      if (ifClaimed !== undefined) for (const [i, count] of counts.entries()) count.ifClaimed += ifClaimed[i] ?? 0;
      for (let i = 0; i < counts.length; i++) {
        const times = decided[i] ?? 0;
        if (times === 0) continue;
        counts[i]!.decided += times;
        counts[i]!.held += 1;
      }
      for (const { rule } of listed ?? []) accuse(rule, decided, 'deviated');
      if (violations.length === 0) return;
      for (const rule of new Set(violations.map((verdict) => verdict.rule))) accuse(rule, decided, 'violated');
    },
    list: () => counts.map(({ rule, ...count }) => toTally(rule, count, sight)),
  };
}

function toTally(rule: RuleText, { deviated, ifClaimed, ...count }: Counted, sight: Sight): RuleTally {
  const { id, family, sentence } = rule;
  const verdict = verdictOf({ ...count, deviated });
  return {
    id,
    family,
    sentence,
    verdict,
    ...count,
    ...(deviated > 0 ? { deviated } : {}),
    ...(verdict === 'unseen' ? { unseen: unseenReason(rule, sight, ifClaimed > 0) } : {}),
  };
}

type Counted = Required<Pick<RuleTally, 'decided' | 'held' | 'violated' | 'deviated'>> & { readonly ifClaimed: number };

/** A rule that one trace violates is violated, however often it held elsewhere. */
export function verdictOf({ decided, violated, deviated = 0 }: Pick<RuleTally, 'decided' | 'violated' | 'deviated'>): RuleTally['verdict'] {
  if (violated > 0) return 'violated';
  if (deviated > 0) return 'deviated';
  return decided > 0 ? 'held' : 'unseen';
}

const NO_TRACE = 'no trace that was performed decides it';

/** Why a rule was never decided. `claimable`: what the body did would have decided it, had the body claimed the interface. */
function unseenReason({ needs }: RuleText, { body, generation, looks }: Sight, claimable: boolean): string {
  const { shows, calls } = body.description;
  const shown = needs === 'outcome' || (looks && shows.includes(needs));
  if (shown && isCall(needs) && calls?.includes(needs) === false) return `the body does not support the call ${needs}`;
  if (shown) return claimable ? `the body does not claim ${generation}` : NO_TRACE;
  return shows.includes(needs) ? notAsked(needs) : notShown(needs);
}

function isCall(needs: Needs): needs is (typeof SHOWN_BY_CALL)[number] {
  return SHOWN_BY_CALL.some((call) => call === needs);
}

export function notShown(needs: Needs): string {
  return `the body does not show ${needs}`;
}

/** It could show it. */
export function notAsked(needs: Needs): string {
  return `the body was not asked to show ${needs}`;
}

/** The reason of one out of the reasons of several parts of the same run: one part may have had the trace that the others lack. */
export function mergedReason(reasons: readonly string[]): string {
  return reasons.find((reason) => reason !== NO_TRACE) ?? NO_TRACE;
}
