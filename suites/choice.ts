/** Takes one number apart into choices. */
export class Choice {
  private rest: number;

  constructor(number: number) {
    this.rest = number;
  }

  /** 0 … n - 1. */
  below(n: number): number {
    const chosen = this.rest % n;
    this.rest = Math.floor(this.rest / n);
    return chosen;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Index of a weight, in proportion to the weights. */
  weighted(weights: readonly number[]): number {
    let left = this.below(weights.reduce((sum, w) => sum + w, 0));
    let i = 0;
    while (left >= weights[i]!) left -= weights[i++]!;
    return i;
  }
}
