/** How often each rule in force was decided, and in how many traces it held or was violated. */
import type { JudgedBody, RuleTally } from '../schemas/generated/types.ts';
import type { RuleText } from '../spec/rule.ts';
import type { Judgement } from './judgement.ts';

export interface RuleCounts {
  /** Throws Error for a verdict on a rule that is not in force. */
  add(judgement: Judgement): void;
  list(): RuleTally[];
}

/** What was to be seen: the body, and whether it was asked to show anything after each step. */
export interface Sight {
  readonly body: JudgedBody;
  readonly looks: boolean;
}

export function createRuleCounts(rules: readonly RuleText[], sight: Sight): RuleCounts {
  const counts = rules.map((rule) => ({ rule, decided: 0, held: 0, violated: 0, deviated: 0 }));
  /** The trace violates the rule, as listed or not: it did not hold there, however often it was decided. */
  function accuse(rule: string, decided: Judgement['decided'], how: 'violated' | 'deviated'): void {
    const at = rules.findIndex(({ id }) => id === rule);
    if (at < 0) throw new Error(`a verdict names ${rule}, which is not in force`);
    counts[at]![how] += 1;
    if ((decided[at] ?? 0) > 0) counts[at]!.held -= 1;
  }
  return {
    add({ decided, violations, listed }) {
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

function toTally(rule: RuleText, { deviated, ...count }: Counted, sight: Sight): RuleTally {
  const { id, family, sentence } = rule;
  const verdict = verdictOf({ ...count, deviated });
  return {
    id,
    family,
    sentence,
    verdict,
    ...count,
    ...(deviated > 0 ? { deviated } : {}),
    ...(verdict === 'unseen' ? { unseen: unseenReason(rule, sight) } : {}),
  };
}

type Counted = Required<Pick<RuleTally, 'decided' | 'held' | 'violated' | 'deviated'>>;

/** A rule that one trace violates is violated, however often it held elsewhere. */
export function verdictOf({ decided, violated, deviated = 0 }: Pick<RuleTally, 'decided' | 'violated' | 'deviated'>): RuleTally['verdict'] {
  if (violated > 0) return 'violated';
  if (deviated > 0) return 'deviated';
  return decided > 0 ? 'held' : 'unseen';
}

/** Why a rule was never decided. */
function unseenReason({ needs }: RuleText, { body, looks }: Sight): string {
  if (needs === 'outcome') return 'no trace that was performed decides it';
  if (!body.description.shows.includes(needs)) return `the body does not show ${needs}`;
  return looks ? 'no trace that was performed decides it' : `the body was not asked to show ${needs}`;
}
