/**
 * What the engine explores: a finite transition system. It knows nothing of what the states mean.
 *
 * To plug a model in:
 * 1. Pack a state into a fixed number of 32-bit words (`width`). Equal states must have equal words: what a small state does not
 *    need is 0. A state with structure is interned: one word for each of its parts, the number that `Interner` gives to the value.
 * 2. Number the action instances from 0 (a call with its arguments is one instance) and tell by `action` what a number stands for.
 *    Numbers may be given out while exploring, as long as `action` knows all that were used.
 * 3. Write `successors`. It gets the place of a state in a big array, must not change it, and writes all its successors. It is a
 *    function of the state alone: the engine asks again when it builds a counterexample.
 * 4. Name the invariants. Each is evaluated on every state that is stored. A property of a transition is reported by
 *    `out.violate(property)` while successors are written, or by the `visit` of the options.
 *
 * Then `await explore(model, options)`, or `new Search(model, options)` to advance by hand. `explore/models/` has examples.
 */
import type { Successors } from './successors.ts';

/** An action instance, as counterexamples print it. */
export interface Action {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/** What both kinds of model have. */
interface Described {
  /** With the bounds in it, for example `sharing 3x1x3x2`. A checkpoint is taken on only by a model of the same name. */
  readonly name: string;
  /** At most so many successors of one state; a model that cannot know it calls `out.reserve` before it writes. */
  readonly fanOut: number;
  /** What an action number stands for. */
  action(number: number): Action;
}

/** A predicate on states that must hold in all of them. */
export interface Invariant {
  readonly name: string;
  /** The state lies at `words[at]` to `words[at + width - 1]`. */
  holds(words: Int32Array, at: number): boolean;
}

/**
 * Symmetry: states that differ only in the names of interchangeable things are stored once. Sound if renaming commutes with the
 * successors and leaves every invariant and property as it is; `tests/explore` compares the verdicts of a model with folding and without.
 */
export interface Folding {
  /** Replaces the state at `at` by the representative of its class. */
  canonical(words: Int32Array, at: number): void;
  /** How many states the class of this representative has; the sum must be the number of states without folding. */
  orbit?(words: Int32Array, at: number): number;
}

/** The values behind interned words, for models that have such: they are written into a checkpoint and read from it. */
export interface Interned {
  save(): Uint8Array;
  /** Called before exploration goes on. The same values must get the same numbers. */
  restore(saved: Uint8Array): void;
}

/** The general kind: states of `width` words, found again by hashing. */
export interface Model extends Described {
  /** 32-bit words a state, at least 1. */
  readonly width: number;
  /** The initial states, `width` words each. */
  initial(): readonly Int32Array[];
  /** Writes the successors of the state at `words[at]` into `out`, which is empty. */
  successors(words: Int32Array, at: number, out: Successors): void;
  readonly invariants: readonly Invariant[];
  readonly folding?: Folding;
  readonly interned?: Interned;
  /** A state as a value for JSON, for people who read a counterexample. */
  show?(words: Int32Array, at: number): unknown;
}

export interface DenseInvariant {
  readonly name: string;
  holds(state: number): boolean;
}

/** The packed kind: a state is one integer from 0 to `size - 1`, and one bit of memory says whether it was visited. */
export interface DenseModel extends Described {
  /** At most 2^31. A bit of memory is taken for each, reachable or not. */
  readonly size: number;
  readonly initial: readonly number[];
  /** Writes the successors of `state` into `out` (of width 1), which is empty. */
  successors(state: number, out: Successors): void;
  readonly invariants: readonly DenseInvariant[];
  show?(state: number): unknown;
}
