/** A compiled model as the engine takes it: a state is one word, the number of an interned value. */
import type { Action, Invariant, Model } from '../model.ts';
import type { Successors } from '../successors.ts';
import { shortName } from './compile.ts';
import type { CompiledModel, Predicate, State } from './compile.ts';
import { jsonOf, textOf } from './show.ts';
import type { Structure, Value } from './values.ts';

/** A model that remembers what it has met. */
export interface QuintModel extends Model {
  /** Witnesses that were met in a state or at a step. */
  readonly met: ReadonlySet<string>;
  /** The state of a number, with the observations of the step that found it. */
  stateOf(number: number): State;
  /** The action instance of a number: its full name, and its arguments. */
  instanceOf(number: number): { readonly action: string; readonly args: readonly Value[] };
  /** Every step from a state. */
  stepsFrom(number: number): readonly QuintStep[];
}

/** One way on: the number of the action instance, the number of the state reached, and what is observed there. */
export interface QuintStep {
  readonly action: number;
  readonly to: number;
  readonly state: State;
}

export interface QuintModelOptions {
  readonly name: string;
  /** Only these invariants; all where left out. */
  readonly invariants?: readonly string[];
}

const FAN_OUT = 256;

export function quintModel(compiled: CompiledModel, { name, invariants }: QuintModelOptions): QuintModel {
  return new Adapter(compiled, name, invariants ?? compiled.invariants.map((invariant) => invariant.name));
}

class Adapter implements QuintModel {
  readonly name: string;
  readonly width = 1;
  readonly fanOut = FAN_OUT;
  readonly invariants: readonly Invariant[];
  readonly met = new Set<string>();
  private readonly compiled: CompiledModel;
  private readonly ofStep: readonly Predicate[];
  private unmet: readonly Predicate[];
  private readonly states: State[] = [];
  private readonly numbers = new Map<Value, number>();
  private readonly instances: Structure[] = [];
  private readonly instanceNumbers = new Map<Value, number>();

  constructor(compiled: CompiledModel, name: string, checked: readonly string[]) {
    this.compiled = compiled;
    this.name = name;
    this.unmet = compiled.witnesses;
    const chosen = compiled.invariants.filter((invariant) => checked.includes(invariant.name));
    this.ofStep = chosen.filter(({ ofStep }) => ofStep);
    this.invariants = chosen
      .filter(({ ofStep }) => !ofStep)
      .map((predicate) => ({ name: predicate.name, holds: (words, at) => predicate.holds(this.stateOf(words[at]!)) }));
  }

  initial(): Int32Array[] {
    return this.compiled.initial().map((state) => {
      this.look(state);
      return Int32Array.of(this.numberOf(state));
    });
  }

  successors(words: Int32Array, at: number, out: Successors): void {
    this.compiled.successors(this.stateOf(words[at]!), (next, action, args) => {
      out.reserve(1);
      out.words[out.count] = this.numberOf(next);
      out.actions[out.count] = this.instanceNumber(action, args);
      out.count++;
      if (this.unmet.length > 0) this.look(next);
      for (const predicate of this.ofStep) if (!predicate.holds(next)) out.violate(predicate.name);
    });
  }

  stepsFrom(number: number): readonly QuintStep[] {
    const steps: QuintStep[] = [];
    this.compiled.successors(this.stateOf(number), (state, action, args) =>
      steps.push({ action: this.instanceNumber(action, args), to: this.numberOf(state), state }),
    );
    return steps;
  }

  action(number: number): Action {
    const { action, args } = this.instanceOf(number);
    const names = this.compiled.parameters(action);
    return { name: shortName(action), parameters: Object.fromEntries(args.map((arg, i) => [names[i] ?? `${i}`, parameterOf(arg)])) };
  }

  stateOf(number: number): State {
    return this.states[number]!;
  }

  instanceOf(number: number): { action: string; args: readonly Value[] } {
    const [action, ...args] = this.instances[number]!.parts;
    return { action: action as string, args };
  }

  show(words: Int32Array, at: number): unknown {
    const state = this.stateOf(words[at]!);
    const { identity, variables } = this.compiled;
    return Object.fromEntries(identity.map((i) => [shortName(variables[i]!), jsonOf(state[i]!)]));
  }

  private look(state: State): void {
    const met = this.unmet.filter((witness) => witness.holds(state));
    if (met.length === 0) return;
    for (const { name } of met) this.met.add(name);
    this.unmet = this.unmet.filter(({ name }) => !this.met.has(name));
  }

  private numberOf(state: State): number {
    const { identity, runtime } = this.compiled;
    const key = identity.length === 1 ? state[identity[0]!]! : runtime.tuple(identity.map((i) => state[i]!));
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.states.push(state) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }

  private instanceNumber(action: string, args: readonly Value[]): number {
    const instance = this.compiled.runtime.tuple([action, ...args]);
    let number = this.instanceNumbers.get(instance);
    if (number === undefined) {
      number = this.instances.push(instance) - 1;
      this.instanceNumbers.set(instance, number);
    }
    return number;
  }
}

function parameterOf(value: Value): Action['parameters'][string] {
  return typeof value === 'object' ? textOf(value) : value;
}
