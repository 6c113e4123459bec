/** Which trials to ask first: those that told other changes, the last one first; stories before examples before wrong bodies, and last those wrong in one place. */
import type { Trial } from './finding.ts';

const KINDS: readonly Trial['kind'][] = ['right', 'example', 'wrong', 'otherwise'];

export class Order {
  /** By trial: when it told something last. */
  private readonly last = new Map<string, number>();
  private time = 0;

  told(trial: Trial): void {
    this.last.set(trial.id, ++this.time);
  }

  of(trials: readonly Trial[]): Trial[] {
    const rank = (trial: Trial): number => KINDS.indexOf(trial.kind);
    return trials.toSorted((a, b) => rank(a) - rank(b) || (this.last.get(b.id) ?? 0) - (this.last.get(a.id) ?? 0));
  }
}
