/** What has been found of one transcript so far: how often each rule was decided, and who is violated. */
import type { Verdict } from '../schemas/generated/types.ts';
import type { Rule } from '../spec/index.ts';

export class Record {
  /** By the index of the rule. */
  readonly decided: number[];
  /** At most one for each rule: the first. */
  readonly violations: Verdict[] = [];
  private readonly rules: readonly Rule[];
  private readonly trace: string;

  /** @param none a zero for each rule */
  constructor(rules: readonly Rule[], none: readonly number[], trace: string) {
    this.rules = rules;
    this.trace = trace;
    this.decided = none.slice();
  }

  decide(rule: number): void {
    this.decided[rule]!++;
  }

  violate(rule: number, step: number, details: Pick<Verdict, 'permitted' | 'seen' | 'why'>): void {
    const { id } = this.rules[rule]!;
    this.decide(rule);
    if (this.violations.some((v) => v.rule === id)) return;
    this.violations.push({ rule: id, trace: this.trace, verdict: 'violated', step, ...details });
  }
}
