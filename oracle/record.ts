/** What has been found of one transcript so far: how often each rule was decided, and who is violated. */
import type { Verdict } from '../schemas/generated/types.ts';
import type { Rule } from '../spec/index.ts';

export class Record {
  /** At most one for each rule: the first. */
  readonly violations: Verdict[] = [];
  /** How often each rule was decided, by its index. */
  readonly decided: number[];
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

  /** Rules that are settled by what is at hand hold. */
  settle(rules: readonly number[]): void {
    const { decided } = this;
    for (let i = 0; i < rules.length; i++) decided[rules[i]!]!++;
  }

  violate(rule: number, step: number, details: Pick<Verdict, 'permitted' | 'seen' | 'why'>): void {
    const { id } = this.rules[rule]!;
    this.decide(rule);
    if (this.violations.some((v) => v.rule === id)) return;
    this.violations.push({ rule: id, trace: this.trace, verdict: 'violated', step, ...details });
  }
}
