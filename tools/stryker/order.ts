/**
 * Which trials to ask first: those that told other changes, the last one first; else stories before examples before wrong bodies. Those wrong
 * in one place come last: what only they tell is counted apart.
 */
import type { Trial } from './finding.ts';

const KINDS: readonly Trial['kind'][] = ['right', 'lacking', 'example', 'wrong', 'otherwise'];

export class Order {
  /** By trial: when it told something last. */
  private readonly last = new Map<string, number>();
  private time = 0;

  told(trial: Trial): void {
    this.last.set(trial.id, ++this.time);
  }

  of(trials: readonly Trial[]): Trial[] {
    const apart = (trial: Trial): number => Number(trial.kind === 'otherwise');
    const told = (trial: Trial): number => this.last.get(trial.id) ?? 0;
    const rank = (trial: Trial): number => KINDS.indexOf(trial.kind);
    return trials.toSorted((a, b) => apart(a) - apart(b) || told(b) - told(a) || rank(a) - rank(b));
  }
}
