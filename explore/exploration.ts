/** What an exploration found. All of it is a function of the model and the options: no times in it. */
import type { Action } from './model.ts';

/** A step of a counterexample. */
export interface Step extends Action {
  /** The number of the action. */
  readonly number: number;
  /** The state after it, as the model shows it; absent where the model shows none. */
  readonly state?: unknown;
}

export interface Violation {
  /** `invariant`: broken in the state after the last step; `transition`: by the last step; `deadlock`: no step follows. */
  readonly kind: 'invariant' | 'transition' | 'deadlock';
  /** The name of the invariant or property; `deadlock` for a deadlock. */
  readonly property: string;
  /** From an initial state. No shorter sequence of steps breaks this property. */
  readonly steps: readonly Step[];
  readonly initial?: unknown;
}

export interface ActionCount extends Action {
  readonly number: number;
  readonly transitions: number;
}

/** Why an exploration that is not complete ended. */
export interface Incomplete {
  readonly code: 'violation' | 'interrupted' | 'memory-exceeded' | 'state-limit';
  readonly message: string;
  readonly hint: string;
}

export interface Exploration {
  readonly model: string;
  readonly folded: boolean;
  /** Every reachable state was stored and expanded. Only then are the numbers those of the model. */
  readonly complete: boolean;
  /** Present when not complete. */
  readonly partial?: Incomplete;
  /** States stored: classes of states, with folding. */
  readonly states: number;
  /** States that the classes stand for; absent without folding, or where the model does not tell. */
  readonly unfolded?: number;
  /** States whose successors were all taken. */
  readonly expanded: number;
  /** Transitions of the expanded states, loops and doubles included. */
  readonly transitions: number;
  /** Steps to the farthest state that was stored; to the farthest class, with folding, which may be nearer. */
  readonly depth: number;
  /** States stored at each distance; `layers[0]` counts the initial ones. */
  readonly layers: readonly number[];
  readonly deadlocks: number;
  /** By number; instances that never occurred are left out. */
  readonly actions: readonly ActionCount[];
  readonly violations: readonly Violation[];
  readonly memory: { readonly bytes: number; readonly limit: number };
}
