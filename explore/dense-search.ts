/**
 * Breadth-first search of a dense model. No links to parents are kept: the order of discovery is one of layers, so a parent is found by
 * expanding the layer before once more, and that happens only for a counterexample.
 */
import { BreadthFirst } from './breadth-first.ts';
import type { Exploration, Step, Violation } from './exploration.ts';
import { foreign } from './foreign.ts';
import type { DenseModel } from './model.ts';
import { DEFAULT_MEMORY } from './options.ts';
import type { Options, Visit } from './options.ts';
import type { Saved, SavedAbout } from './saved.ts';
import { tooLittleMemory } from './stops.ts';
import { Visited } from './store/visited.ts';
import { Successors } from './successors.ts';

/** A state, and perhaps one transition of it. */
interface Goal {
  readonly state: number;
  readonly action?: number;
  readonly to?: number;
}

export class DenseSearch extends BreadthFirst<Goal> {
  readonly visited: Visited;
  readonly #model: DenseModel;
  readonly #out: Successors;

  /**
   * @param saved a search of the same model to go on from
   * @throws InputError for a search of another model, or when the memory does not suffice
   */
  constructor(model: DenseModel, options: Options = {}, saved?: Saved) {
    super(options);
    this.#model = model;
    this.#out = new Successors(1, model.fanOut);
    const limit = options.memory ?? DEFAULT_MEMORY;
    if (Visited.bytesAtFirst(model.size) > limit) throw tooLittleMemory(model.size, limit);
    this.visited = new Visited(model.size, limit);
    if (saved) this.#restore(saved);
    else this.#begin();
  }

  protected override get stored(): Visited {
    return this.visited;
  }

  result(): Exploration {
    return {
      model: this.#model.name,
      folded: false,
      ...this.tally.result(this.visited.count, (number) => this.#model.action(number)),
      memory: { bytes: this.visited.bytes, limit: this.visited.limit },
    };
  }

  save(): Saved {
    const { order, count } = this.visited;
    const none = new Int32Array(0);
    return { about: this.#about(), tally: this.tally.save(), words: order.subarray(0, count), parents: none, interned: new Uint8Array(0) };
  }

  #about(): SavedAbout {
    const { name, invariants } = this.#model;
    const names = invariants.map((invariant) => invariant.name);
    return { model: name, kind: 'dense', width: 1, folded: false, invariants: names, states: this.visited.count };
  }

  #begin(): void {
    const { initial } = this.#model;
    if (!this.visited.reserve(initial.length)) throw tooLittleMemory(initial.length, this.visited.limit);
    this.visited.addAll(Int32Array.from(initial), initial.length);
    this.#look(0);
    this.tally.ends.push(this.visited.count);
  }

  #restore(saved: Saved): void {
    foreign(saved.about, this.#about());
    if (!this.visited.reserve(saved.words.length)) throw tooLittleMemory(saved.words.length, this.visited.limit);
    this.visited.addAll(saved.words, saved.words.length);
    this.tally.restore(saved.tally);
  }

  protected override expand(head: number): void {
    const { visited } = this;
    const state = visited.order[head]!;
    const model = this.#model;
    const out = this.#out;
    out.clear();
    model.successors(state, out);
    if (out.count > out.actions.length) throw new Error(`${model.name}: ${out.count} successors, and no room was made for them`);
    if (!visited.reserve(out.count)) return this.outOfMemory();
    if (this.options.visit) this.#visit(this.options.visit, state);
    const before = visited.count;
    visited.addAll(out.words, out.count);
    this.tally.add(out);
    if (out.count === 0) this.deadlock({ state });
    if (out.violated !== undefined) this.violation('transition', out.violated, transition(state, out, out.violatedAt));
    this.#look(before);
    this.next();
  }

  /** Before the successors are marked, so that it can be told which are new. */
  #visit(visit: Visit, from: number): void {
    const { words, actions, count } = this.#out;
    for (let i = 0; i < count; i++) {
      const isNew = !this.visited.has(words[i]!) && words.indexOf(words[i]!) === i;
      const property = visit(from, actions[i]!, words[i]!, isNew);
      if (property !== undefined) this.violation('transition', property, transition(from, this.#out, i));
    }
  }

  #look(before: number): void {
    const { order, count } = this.visited;
    const { invariants } = this.#model;
    for (let i = before; i < count; i++) {
      for (let k = 0; k < invariants.length; k++) {
        if (!invariants[k]!.holds(order[i]!)) this.violation('invariant', invariants[k]!.name, { state: order[i]! });
      }
    }
  }

  /** The steps to a state, found backwards, and perhaps one more. */
  protected override replayed({ state, action, to }: Goal): Pick<Violation, 'steps' | 'initial'> {
    const model = this.#model;
    const steps: Step[] = [];
    if (action !== undefined && to !== undefined) steps.push(this.#step(action, to));
    let at = state;
    for (let layer = this.#layerOf(state); layer > 0; layer--) {
      const before = this.#before(at, layer);
      steps.push(this.#step(before.action, at));
      at = before.state;
    }
    return { ...(model.show && { initial: model.show(at) }), steps: steps.toReversed() };
  }

  #step(action: number, state: number): Step {
    const model = this.#model;
    return { ...model.action(action), number: action, ...(model.show && { state: model.show(state) }) };
  }

  #layerOf(state: number): number {
    const place = this.visited.order.subarray(0, this.visited.count).indexOf(state);
    const layer = this.tally.ends.findIndex((end) => place < end);
    return layer < 0 ? this.tally.ends.length : layer;
  }

  /** The first state of the layer before that leads to this one, and how. */
  #before(state: number, layer: number): { state: number; action: number } {
    const { ends } = this.tally;
    const out = new Successors(1, this.#model.fanOut);
    for (let i = ends[layer - 2] ?? 0; i < ends[layer - 1]!; i++) {
      const from = this.visited.order[i]!;
      out.clear();
      this.#model.successors(from, out);
      const found = out.words.subarray(0, out.count).indexOf(state);
      if (found >= 0) return { state: from, action: out.actions[found]! };
    }
    throw new Error(`${this.#model.name}: no state of layer ${layer - 1} leads to ${state} any more: its successors are no function`);
  }
}

function transition(state: number, out: Successors, i: number): Goal {
  return { state, action: out.actions[i]!, to: out.words[i]! };
}
