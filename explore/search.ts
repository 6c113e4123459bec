/** Breadth-first search of a general model. */
import { BreadthFirst } from './breadth-first.ts';
import { replayed } from './counterexample.ts';
import type { Goal } from './counterexample.ts';
import type { Exploration, Violation } from './exploration.ts';
import { foreign } from './foreign.ts';
import type { Folding, Model } from './model.ts';
import { DEFAULT_MEMORY } from './options.ts';
import type { Options, Visit } from './options.ts';
import type { Saved, SavedAbout } from './saved.ts';
import { tooLittleMemory } from './stops.ts';
import { createStore } from './store/create.ts';
import type { StateStore } from './store/state-store.ts';
import { Successors } from './successors.ts';

export class Search extends BreadthFirst<Goal> {
  /** The states found so far, and their parents. To be read, not written. */
  readonly store: StateStore;
  readonly #model: Model;
  readonly #folding: Folding | undefined;
  readonly #out: Successors;
  #ids: Int32Array;

  /**
   * @param saved a search of the same model to go on from; what it was told about stopping does not count any more
   * @throws InputError for a search of another model, or when the memory does not suffice for what was saved
   */
  constructor(model: Model, options: Options = {}, saved?: Saved) {
    super(options);
    this.#model = model;
    this.#folding = (options.fold ?? true) ? model.folding : undefined;
    this.#out = new Successors(model.width, model.fanOut);
    this.#ids = new Int32Array(this.#out.actions.length);
    this.store = createStore(model.width, options.memory ?? DEFAULT_MEMORY);
    if (saved) this.#restore(saved);
    else this.#begin();
  }

  protected override get stored(): StateStore {
    return this.store;
  }

  result(): Exploration {
    const { name } = this.#model;
    return {
      model: name,
      folded: this.#folding !== undefined,
      ...this.tally.result(this.store.count, (number) => this.#model.action(number)),
      ...(this.#folding?.orbit && { unfolded: this.tally.unfolded }),
      memory: { bytes: this.store.bytes, limit: this.store.limit },
    };
  }

  save(): Saved {
    const { words, parents, count } = this.store;
    return {
      about: this.#about(),
      tally: this.tally.save(),
      words: words.subarray(0, count * this.#model.width),
      parents: parents.subarray(0, count),
      interned: this.#model.interned?.save() ?? new Uint8Array(0),
    };
  }

  /** Steps that lead to a state that is stored, no fewer being possible; with folding, to one of its class. */
  pathTo(id: number): Violation['steps'] {
    return this.replayed({ id }).steps;
  }

  #about(): SavedAbout {
    const { name, width, invariants } = this.#model;
    const names = invariants.map((invariant) => invariant.name);
    const folded = this.#folding !== undefined;
    return { model: name, kind: 'general', width, folded, invariants: names, states: this.store.count };
  }

  #begin(): void {
    for (const state of this.#model.initial()) {
      if (!this.store.reserve(1)) return this.outOfMemory();
      const words = Int32Array.from(state);
      this.#folding?.canonical(words, 0);
      const before = this.store.count;
      this.store.addOne(words, 0, -1);
      this.#look(before);
    }
    this.tally.ends.push(this.store.count);
  }

  #restore(saved: Saved): void {
    foreign(saved.about, this.#about());
    this.#model.interned?.restore(saved.interned);
    this.tally.restore(saved.tally);
    if (!this.store.restore(saved.words, saved.parents)) throw tooLittleMemory(saved.about.states, this.store.limit);
  }

  protected override expand(id: number): void {
    const { store } = this;
    const model = this.#model;
    const out = this.#out;
    out.clear();
    model.successors(store.words, id * model.width, out);
    if (out.count > out.actions.length) throw new Error(`${model.name}: ${out.count} successors, and no room was made for them`);
    if (!store.reserve(out.count)) return this.outOfMemory();
    if (this.#folding) this.#fold(this.#folding);
    if (this.#ids.length < out.count) this.#ids = new Int32Array(out.actions.length);
    const before = store.count;
    store.addAll(out.words, out.count, id, this.#ids);
    this.tally.add(out);
    if (out.count === 0) this.deadlock({ id });
    if (out.violated !== undefined) this.violation('transition', out.violated, { id, property: out.violated });
    if (this.options.visit) this.#visit(this.options.visit, id, before);
    this.#look(before);
    this.next();
  }

  #fold(folding: Folding): void {
    const { words, count, width } = this.#out;
    for (let i = 0; i < count; i++) folding.canonical(words, i * width);
  }

  #visit(visit: Visit, from: number, before: number): void {
    const { actions, count } = this.#out;
    let known = before;
    for (let i = 0; i < count; i++) {
      const to = this.#ids[i]!;
      const isNew = to === known;
      if (isNew) known++;
      const property = visit(from, actions[i]!, to, isNew);
      if (property !== undefined) this.violation('transition', property, { id: from, last: { action: actions[i]!, to } });
    }
  }

  /** Evaluates the invariants on the states from `before` on. */
  #look(before: number): void {
    const { store } = this;
    const { invariants, width } = this.#model;
    const folding = this.#folding;
    for (let id = before; id < store.count; id++) {
      if (folding?.orbit) this.tally.unfolded += folding.orbit(store.words, id * width);
      for (let i = 0; i < invariants.length; i++) {
        if (!invariants[i]!.holds(store.words, id * width)) this.violation('invariant', invariants[i]!.name, { id });
      }
    }
  }

  protected override replayed(goal: Goal): Pick<Violation, 'steps' | 'initial'> {
    return replayed(this.#model, this.#folding, this.store, goal);
  }
}
