/** What has been found of one transcript so far: how often each rule was decided, and who is violated. */
import type { Verdict } from '../schemas/generated/types.ts';
import type { Rule } from '../spec/index.ts';
import type { Concerned } from './docket.ts';

export class Record {
  /** At most one for each rule: the first. */
  readonly violations: Verdict[] = [];
  /** By the index of the rule. */
  private readonly decided: number[];
  /** Whose settled rules held, each once. */
  private readonly settled: NonNullable<Concerned['count']>[] = [];
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

  /** All rules that are settled by what is at hand hold. They are counted together, at the end. */
  settle(by: Concerned): void {
    if (by.settled.length === 0) return;
    if (by.count?.record === this) by.count.times++;
    else {
      by.count = { record: this, rules: by.settled, times: 1 };
      this.settled.push(by.count);
    }
  }

  /** How often each rule was decided, by its index. Asked once, at the end. */
  tally(): readonly number[] {
    for (const { rules, times } of this.settled) for (const rule of rules) this.decided[rule]! += times;
    return this.decided;
  }

  violate(rule: number, step: number, details: Pick<Verdict, 'permitted' | 'seen' | 'why'>): void {
    const { id } = this.rules[rule]!;
    this.decide(rule);
    if (this.violations.some((v) => v.rule === id)) return;
    this.violations.push({ rule: id, trace: this.trace, verdict: 'violated', step, ...details });
  }
}
