/** Pairs of calls that overlap: their numbers as actions of the model, and how many were tried. */
import type { Turns } from './overlaps.ts';
import type { Act, Pair } from './transition-system.ts';

/** More than the steps of any call in a small world. */
const MOST_STEPS = 64;

/** Exact numbers, over all states that were expanded. */
export interface PairCounts {
  /** Ordered pairs of calls that overlap in some way. */
  pairs: number;
  /** Points of a first call at which a second one began. */
  points: number;
  /** Ways in which two calls overlap: transitions. */
  schedules: number;
}

export class Pairs {
  readonly all: readonly Pair[];
  counts: PairCounts = { pairs: 0, points: 0, schedules: 0 };
  private readonly acts: readonly Act[];

  /** Actions have the numbers of `acts`, and from there on those of schedules. */
  constructor(acts: readonly Act[]) {
    const usual = acts.filter(({ letter }) => letter.failure === undefined);
    this.acts = acts;
    this.all = usual.flatMap((first) => usual.map((second) => ({ number: first.number * acts.length + second.number, first, second })));
    if ((acts.length ** 2 + 1) * MOST_STEPS ** 2 > 2 ** 31) throw new Error('too many calls for schedules to have numbers');
  }

  count(pauses: number, schedules: number): void {
    if (schedules === 0) return;
    this.counts.pairs++;
    this.counts.points += pauses;
    this.counts.schedules += schedules;
  }

  /** The number of the action. */
  numberOf({ number }: Pair, { before, within }: Turns): number {
    if (Math.max(before, within) >= MOST_STEPS) throw new Error(`a call with ${Math.max(before, within)} steps`);
    return this.acts.length + (number * MOST_STEPS + before) * MOST_STEPS + within;
  }

  /** What an action number stands for; undefined for a call that meets no other one. */
  at(action: number): { readonly pair: Pair; readonly turns: Turns } | undefined {
    const code = action - this.acts.length;
    if (code < 0) return undefined;
    const number = Math.floor(code / MOST_STEPS ** 2);
    const [first, second] = [this.acts[Math.floor(number / this.acts.length)]!, this.acts[number % this.acts.length]!];
    return { pair: { number, first, second }, turns: { before: Math.floor(code / MOST_STEPS) % MOST_STEPS, within: code % MOST_STEPS } };
  }
}
