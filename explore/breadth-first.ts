/** What the two kinds of search share: states are expanded in the order of discovery, until all are or something stops it. */
import type { Exploration, Violation } from './exploration.ts';
import type { Options, Progress } from './options.ts';
import type { Saved } from './saved.ts';
import type { Searching } from './searching.ts';
import { AFTER_VIOLATION, INTERRUPTED, atStateLimit, outOfMemory } from './stops.ts';
import { Tally } from './tally.ts';

/** The states of a search, as far as they are counted here. */
interface Stored {
  readonly count: number;
  readonly bytes: number;
  readonly limit: number;
}

/** @typeParam Goal what a counterexample leads to */
export abstract class BreadthFirst<Goal> implements Searching {
  protected readonly options: Options;
  protected readonly tally = new Tally();
  protected abstract readonly stored: Stored;

  constructor(options: Options) {
    this.options = options;
  }

  advance(states: number): boolean {
    const { tally, stored } = this;
    const limit = this.options.states ?? Infinity;
    for (let left = states; left > 0 && !tally.stopped; left--) {
      if (tally.head === stored.count) return false;
      if (tally.head >= limit) tally.stopped = atStateLimit(limit);
      else this.expand(tally.head);
    }
    return !tally.stopped && tally.head < stored.count;
  }

  interrupt(): void {
    this.tally.stopped ??= INTERRUPTED;
  }

  progress(): Progress {
    const { transitions, head, depth } = this.tally;
    const { count, bytes } = this.stored;
    return { states: count, transitions, waiting: count - head, depth, bytes };
  }

  abstract result(): Exploration;
  abstract save(): Saved;

  /** Takes all successors of the state that was found as number `head`; or none, when there is no room for them. */
  protected abstract expand(head: number): void;

  protected abstract replayed(goal: Goal): Pick<Violation, 'steps' | 'initial'>;

  /** The state is done: the next one is the head, perhaps of another layer. */
  protected next(): void {
    const { tally, stored } = this;
    tally.head++;
    if (tally.head === tally.ends.at(-1) && stored.count > tally.head) tally.ends.push(stored.count);
  }

  protected outOfMemory(): void {
    this.tally.stopped = outOfMemory(this.stored.limit, this.progress());
  }

  protected deadlock(goal: Goal): void {
    this.tally.deadlocks++;
    if (this.options.deadlockIsViolation) this.violation('deadlock', 'deadlock', goal);
  }

  /** The first one of each property is kept, with its steps; the first one of all when it does not go on. */
  protected violation(kind: Violation['kind'], property: string, goal: Goal): void {
    const { tally, options } = this;
    if (!options.goOn) tally.stopped ??= AFTER_VIOLATION;
    if (!tally.wants(kind, property)) return;
    if (!options.goOn && tally.violations.length > 0) return;
    tally.violations.push({ kind, property, ...this.replayed(goal) });
  }
}
