/** What is counted on the way, the same for both kinds of search. */
import type { ActionCount, Exploration, Incomplete, Violation } from './exploration.ts';
import type { Action } from './model.ts';
import type { Successors } from './successors.ts';

/** The counts as a checkpoint keeps them. */
export interface SavedTally {
  readonly head: number;
  readonly ends: readonly number[];
  readonly transitions: number;
  readonly deadlocks: number;
  readonly unfolded: number;
  readonly actions: readonly number[];
  readonly violations: readonly Violation[];
}

export class Tally {
  /** States expanded: the id of the next one. */
  head = 0;
  /** The id after the last state at each distance, for the distances that are finished. */
  ends: number[] = [];
  transitions = 0;
  deadlocks = 0;
  unfolded = 0;
  violations: Violation[] = [];
  stopped: Incomplete | undefined;
  /** Doubles, since counts may exceed 2^32. */
  #actions: Float64Array = new Float64Array(64);

  /** Steps from an initial state to the state that is expanded next. */
  get depth(): number {
    return Math.max(0, this.ends.length - 1);
  }

  /** Counts the transitions of one state. */
  add(out: Successors): void {
    const { actions, count } = out;
    this.transitions += count;
    let counts: Float64Array = this.#actions;
    for (let i = 0; i < count; i++) {
      const action = actions[i]!;
      if (action >= counts.length) counts = this.#longer(action);
      counts[action]!++;
    }
  }

  #longer(action: number): Float64Array {
    const longer = new Float64Array(Math.max(action + 1, 2 * this.#actions.length));
    longer.set(this.#actions);
    this.#actions = longer;
    return longer;
  }

  /** Whether a violation of this property is still wanted. */
  wants(kind: Violation['kind'], property: string): boolean {
    return !this.violations.some((known) => known.kind === kind && known.property === property);
  }

  save(): SavedTally {
    const { head, ends, transitions, deadlocks, unfolded, violations } = this;
    return { head, ends, transitions, deadlocks, unfolded, violations, actions: Array.from(this.#actions) };
  }

  restore(saved: SavedTally): void {
    this.head = saved.head;
    this.ends = [...saved.ends];
    this.transitions = saved.transitions;
    this.deadlocks = saved.deadlocks;
    this.unfolded = saved.unfolded;
    this.violations = [...saved.violations];
    this.#actions = Float64Array.from(saved.actions);
  }

  /** All of it, for `states` that are stored. */
  result(states: number, action: (number: number) => Action): Pick<Exploration, Counted> {
    const layers = this.ends.map((end, distance) => end - (this.ends[distance - 1] ?? 0));
    const rest = states - (this.ends.at(-1) ?? 0);
    if (rest > 0) layers.push(rest);
    return {
      states,
      expanded: this.head,
      transitions: this.transitions,
      depth: layers.length - 1,
      layers,
      deadlocks: this.deadlocks,
      actions: this.#actionCounts(action),
      violations: this.violations,
      complete: this.stopped === undefined && this.head === states,
      ...(this.stopped && { partial: this.stopped }),
    };
  }

  #actionCounts(action: (number: number) => Action): ActionCount[] {
    return Array.from(this.#actions, (transitions, number) => ({ number, transitions }))
      .filter(({ transitions }) => transitions > 0)
      .map((counted) => ({ ...action(counted.number), ...counted }));
  }
}

type Counted = 'states' | 'expanded' | 'transitions' | 'depth' | 'layers' | 'deadlocks' | 'actions' | 'violations' | 'complete' | 'partial';
