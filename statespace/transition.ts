/** States of a body with its judge, and what leads from one to another. */
import type { Verdict } from '../schemas/generated/types.ts';
import type { Letter } from './alphabet.ts';
import type { Order } from './orders.ts';
import type { Turns } from './overlaps.ts';

/** Two numbers, of interned words. */
export interface State {
  readonly machine: number;
  readonly history: number;
}

/** One call of one process on one CPU, by their places in the state. */
export interface Act {
  /** Tells it from all others. */
  readonly number: number;
  readonly letter: Letter;
  readonly process: number;
  readonly cpu: number;
}

export interface Transition {
  /** Undefined after a violation: what follows one is not explored. */
  readonly to: State | undefined;
  /** Who stands at each place of `to`, by the names of the places before; a child has the first empty place. */
  readonly order: Order;
  /** The machines before and after, each thing at its old place. */
  readonly machines: readonly [before: number, after: number];
  readonly kind: string;
  /** Indices of the rules that were decided. */
  readonly decided: readonly number[];
  readonly violations: readonly Verdict[];
  /** The kinds of outcomes that the specification permits here. */
  readonly permitted: ReadonlySet<string>;
}

/** Calls that overlap: the first begins first, the others meet it. */
export interface Meeting {
  /** Tells these calls in this order from all others. */
  readonly number: number;
  /** Two, or three of which the last two follow one another during the first. */
  readonly acts: readonly [first: Act, second: Act, third?: Act];
}

/** Calls that overlapped in one way: a transition from a state in which no call is in flight to another one. */
export interface Overlap {
  readonly turns: Turns;
  readonly transition: Transition;
}

/** What a body that threw has violated. */
export const BROKEN = 'broken';
/** Several calls have several outcomes; the kind of such a transition is this. */
export const OVERLAPPED = 'overlapped';
export const NOTHING_PERMITTED: ReadonlySet<string> = new Set();

/** The body broke, which it says in words. @param order in which nobody moves */
export function brokenAt({ machine }: State, why: string, order: Order): Transition {
  const violations: Verdict[] = [{ rule: BROKEN, trace: 'step', verdict: 'violated', why }];
  return { to: undefined, order, machines: [machine, machine], kind: BROKEN, decided: [], violations, permitted: NOTHING_PERMITTED };
}

/** The rules that were decided. */
export function indicesOf(decided: readonly number[]): number[] {
  const indices: number[] = [];
  for (let i = 0; i < decided.length; i++) if (decided[i]! > 0) indices.push(i);
  return indices;
}
