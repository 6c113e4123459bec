/**
 * From links between stored states to steps that a person can follow. The links lead back to an initial state; the steps are found by
 * expanding the states of that path again. With folding the path is one of classes, and the steps are those of one real run through them.
 */
import type { Step, Violation } from './exploration.ts';
import type { Folding, Model } from './model.ts';
import type { StateStore } from './store/state-store.ts';
import { same } from './store/state-store.ts';
import { Successors } from './successors.ts';

/** A state, and perhaps one step more: the one that the model says violates a property, or one that a visitor named. */
export interface Goal {
  readonly id: number;
  readonly property?: string;
  readonly last?: { readonly action: number; readonly to: number };
}

/** Which of the successors of the present state is taken; -1 for none. */
type Choice = (out: Successors) => number;

export function replayed(model: Model, folding: Folding | undefined, store: StateStore, goal: Goal): Pick<Violation, 'steps' | 'initial'> {
  const { width } = model;
  const [first, ...path] = chain(store, goal.id);
  const scratch = new Int32Array(width);
  const isOf = (words: Int32Array, at: number, id: number): boolean => {
    scratch.set(words.subarray(at, at + width));
    folding?.canonical(scratch, 0);
    return same(scratch, 0, store.words, id * width, width);
  };
  const choices: Choice[] = path.map((id) => (out) => choose(out, (i) => isOf(out.words, i * width, id)));
  if (goal.property !== undefined) choices.push((out) => (out.violated === goal.property ? out.violatedAt : -1));
  if (goal.last) choices.push(visited(model, goal.last, folding !== undefined, isOf));
  const start = model.initial().find((state) => isOf(state, 0, first!));
  if (!start) throw new Error(`${model.name}: no initial state is of class ${first}`);
  return { ...(model.show && { initial: model.show(start, 0) }), steps: follow(model, start, choices) };
}

/** The ids from an initial state to this one. */
function chain(store: StateStore, id: number): number[] {
  const ids = [id];
  for (let at = id; store.parents[at] !== at; at = store.parents[at]!) ids.push(store.parents[at]!);
  return ids.toReversed();
}

/** With folding, the action of the representative may be named otherwise here: one of the same kind that leads to the same class. */
function visited(
  model: Model,
  { action, to }: NonNullable<Goal['last']>,
  folded: boolean,
  isOf: (words: Int32Array, at: number, id: number) => boolean,
): Choice {
  const { name } = model.action(action);
  const fits = (number: number): boolean => (folded ? model.action(number).name === name : number === action);
  return (out) => choose(out, (i) => fits(out.actions[i]!) && isOf(out.words, i * model.width, to));
}

function choose(out: Successors, fits: (i: number) => boolean): number {
  for (let i = 0; i < out.count; i++) if (fits(i)) return i;
  return -1;
}

function follow(model: Model, start: Int32Array, choices: readonly Choice[]): Step[] {
  const { width } = model;
  const out = new Successors(width, model.fanOut);
  let state = Int32Array.from(start);
  return choices.map((choice, step) => {
    out.clear();
    model.successors(state, 0, out);
    const i = choice(out);
    if (i < 0) throw new Error(`${model.name}: step ${step + 1} of a path cannot be taken: its successors or its folding are no function`);
    state = out.words.slice(i * width, (i + 1) * width);
    const number = out.actions[i]!;
    return { ...model.action(number), number, ...(model.show && { state: model.show(state, 0) }) };
  });
}
