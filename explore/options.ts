/** How to explore. */

/**
 * Called for every transition, in breadth-first order; nothing is spent on it when it is absent. `from` and `to` are the ids of states:
 * in a general model the numbers in the order of discovery (0 is the first initial state, `Search.state(id)` gives the words), in a dense
 * model the states themselves. With folding, `to` is the representative. A text that is returned names a property which this transition
 * violates.
 */
export type Visit = (from: number, action: number, to: number, isNew: boolean) => string | undefined | void;

/** What is known while it runs. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  /** States that wait for their successors. */
  readonly waiting: number;
  /** Steps from an initial state to the state that is expanded now. */
  readonly depth: number;
  /** Of the state store, tables and links included. */
  readonly bytes: number;
}

export interface Options {
  /** Whether to fold symmetric states, when the model can; true where left out. A dense model has no folding. */
  readonly fold?: boolean;
  /** Bytes that the state store may take at most, while it grows too; 1 GiB where left out. */
  readonly memory?: number;
  /** Stop after so many states have been expanded; no limit where left out. */
  readonly states?: number;
  /** Go on after a violation, and find a shortest counterexample for each property that is violated; false where left out. */
  readonly goOn?: boolean;
  /** Whether a state without successors is a violation, or is only counted; false where left out. */
  readonly deadlockIsViolation?: boolean;
  readonly visit?: Visit;
  /** Called about ten times a second. Only `explore` calls it. */
  readonly progress?: (now: Progress) => void;
  /** Looked at about ten times a second. Only `explore` looks at it. An AbortSignal will do. */
  readonly signal?: { readonly aborted: boolean };
}

/** 1 GiB. */
export const DEFAULT_MEMORY = 2 ** 30;
