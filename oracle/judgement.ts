/** What the judge says of one trace on one body. */
import type { Trace, Transcript, Verdict } from '../schemas/generated/types.ts';

export interface Judgement {
  readonly trace: Trace;
  readonly status: Transcript['status'];
  /** Why it was skipped or broke. */
  readonly reason?: string;
  /** Where the body broke: the index of the step after the last entry. */
  readonly brokeAt?: number;
  /** Steps that were performed and judged. */
  readonly steps: number;
  /** How often each rule in force was decided, by the index of the rule. 0: nothing could be seen. */
  readonly decided: readonly number[];
  /** The same, had the body claimed the interface; only where it does not. */
  readonly ifClaimed?: readonly number[];
  /** At most one for each rule: its first violation in this trace. */
  readonly violations: readonly Verdict[];
  /** Violations that the implementer has listed; they are not among `violations`. */
  readonly listed?: readonly Verdict[];
  /** The step at which judging outcomes ended because the body had left what is permitted. */
  readonly divergedAt?: number;
}

/** The rules in force that the trace is about and that nothing in it decides. */
export function undecided(rules: readonly { readonly id: string }[], { trace, decided }: Pick<Judgement, 'trace' | 'decided'>): string[] {
  return rules.filter(({ id }, i) => trace.rules.includes(id) && decided[i] === 0).map(({ id }) => id);
}
