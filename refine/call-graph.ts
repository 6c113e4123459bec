/**
 * The formal model at the grain of calls. A load or a store that faults is one call, and several steps of the model: the fault fills,
 * the fault links, and then the access goes through. Between calls a fault is never half done.
 */
import type { CompiledModel } from '../explore/quint/compile.ts';
import { shortName } from '../explore/quint/compile.ts';
import type { QuintModel, QuintStep } from '../explore/quint/model.ts';
import type { Structure, Value } from '../explore/quint/values.ts';
import type { Page } from './geometry.ts';
import { pageOf } from './story.ts';
import type { Instance } from './story.ts';

/** One call from a state: what it answers, and where it leads. */
export interface Call {
  readonly instance: Instance;
  readonly outcome: ModelOutcome;
  readonly to: number;
  /** How many steps of the model it takes. */
  readonly steps: number;
}

/** The variable `last.outcome` of the model. */
export interface ModelOutcome {
  /** STUCK: an access that the model neither lets through nor forbids, since its fault never ends. */
  readonly tag: string;
  /** errno, si_code, or the page that was reached. */
  readonly value: Value;
}

/** A state reached between calls. */
export interface Node {
  readonly state: number;
  readonly calls: readonly Call[];
  /** The shortest way here. */
  readonly from: { readonly node: Node; readonly call: Call } | undefined;
  readonly depth: number;
}

export const STUCK = 'Stuck';
const FAULT_STEPS: ReadonlySet<string> = new Set(['faultFills', 'faultLinks', 'faultTakesTable']);
/** A fault takes two steps. In a broken model it may go round in circles. */
const LONGEST_FAULT = 8;

export class CallGraph {
  /** Those found so far, in the order of their distance. */
  readonly nodes: Node[] = [];
  readonly byState = new Map<number, Node>();
  private readonly compiled: CompiledModel;
  private readonly model: QuintModel;
  private readonly fills: 'guest' | 'region';
  private readonly last: number;
  private readonly cached = new Map<number, readonly Labelled[]>();

  /** @param fills how the generation names the entry that a fault fills */
  constructor(compiled: CompiledModel, model: QuintModel, fills: 'guest' | 'region') {
    this.compiled = compiled;
    this.model = model;
    this.fills = fills;
    this.last = compiled.variables.findIndex((name) => shortName(name) === 'last');
    for (const words of model.initial()) this.add(words[0]!, undefined);
  }

  /** All nodes, nearest first. They are found while they are asked for: a model that is wrong may have no end. */
  *walk(): Generator<Node> {
    for (let i = 0; i < this.nodes.length; i++) {
      const node = this.nodes[i]!;
      yield node;
      for (const call of node.calls) this.add(call.to, { node, call });
    }
  }

  private add(state: number, from: Node['from']): void {
    if (this.byState.has(state)) return;
    const node: Node = { state, from, depth: from === undefined ? 0 : from.node.depth + 1, calls: this.callsFrom(state) };
    this.byState.set(state, node);
    this.nodes.push(node);
  }

  /** The value of a variable, by its short name. */
  valueIn(state: number, variable: string): Structure {
    const index = this.compiled.variables.findIndex((name) => shortName(name) === variable);
    return this.model.stateOf(state)[index] as Structure;
  }

  /** Calls that lead to a node, first one first. */
  pathTo(node: Node): Call[] {
    const path: Call[] = [];
    for (let at = node; at.from !== undefined; at = at.from.node) path.push(at.from.call);
    return path.toReversed();
  }

  private callsFrom(state: number): Call[] {
    const steps = this.stepsFrom(state);
    const calls = steps.flatMap((step) => (isOfFault(step) ? [] : [this.callOf(step, 1)]));
    calls.push(...this.faultingAccesses(state, steps));
    return [...calls, ...this.stuckAccesses(state, calls)];
  }

  /** Accesses through windows that the model has no answer for. A right model has none. */
  private stuckAccesses(state: number, calls: readonly Call[]): Call[] {
    const answered = new Set(calls.flatMap(({ instance: { action, args } }) => (action === 'access' ? [keyOf(args)] : [])));
    const all = this.targetsOf(state).filter(({ window }) => window !== undefined);
    return all.flatMap(({ process, place, cpus }) =>
      cpus
        .flatMap((cpu) => [false, true].map((store) => [process, cpu, place, store]))
        .filter((args) => !answered.has(keyOf(args)))
        .map((args) => ({ instance: { action: 'access', args }, outcome: { tag: STUCK, value: false }, to: state, steps: 1 })),
    );
  }

  private callOf({ step, instance }: Labelled, steps: number): Call {
    const outcome = this.outcomeOf(step);
    return { instance, outcome, to: step.to, steps };
  }

  private outcomeOf({ state }: QuintStep): ModelOutcome {
    const outcome = this.compiled.runtime.field(state[this.last] as Structure, 'outcome') as Structure;
    return { tag: outcome.shape.names[0]!, value: outcome.parts[0]! };
  }

  /** Accesses that become possible when their fault has been handled. */
  private faultingAccesses(state: number, steps: readonly Labelled[]): Call[] {
    if (!steps.some(isOfFault)) return [];
    const possible = new Set(steps.map(({ step }) => step.action));
    const calls: Call[] = [];
    for (const target of this.targetsOf(state)) {
      const { at, taken } = this.handled(state, steps, target);
      if (taken === 0) continue;
      for (const access of this.stepsFrom(at)) {
        if (!possible.has(access.step.action) && accesses(access.instance, target)) calls.push(this.callOf(access, taken + 1));
      }
    }
    return calls;
  }

  /** The state after the fault of a page, and how many steps it took. */
  private handled(state: number, steps: readonly Labelled[], target: Target): { readonly at: number; readonly taken: number } {
    let [at, taken, next] = [state, 0, steps.find((step) => isOfFault(step) && serves(step.instance, target))];
    while (next !== undefined && taken < LONGEST_FAULT) {
      [at, taken] = [next.step.to, taken + 1];
      next = this.stepsFrom(at).find((step) => isOfFault(step) && serves(step.instance, target));
    }
    return { at, taken };
  }

  /** Every page that somebody could access. */
  private targetsOf(state: number): readonly Target[] {
    const now = this.valueIn(state, 'now');
    const windows = (this.compiled.runtime.field(now, 'windows') as Structure).parts.map((window) => (window as Structure).parts);
    const [remembered] = (this.compiled.runtime.field(now, 'tlb') as Structure).parts as [Structure];
    const targets = new Map<string, Target>();
    for (const key of remembered.parts) {
      const [cpu, process, place] = (key as Structure).parts as [number, number, Structure];
      const page = pageOf(place);
      const known = targets.get(`${process} ${page.join()}`);
      if (known !== undefined) {
        known.cpus.push(cpu);
        continue;
      }
      const window = windows.find(([who, base]) => who === process && base === page[0]);
      const filled = this.fills === 'guest' ? page[0] : (window?.[2] as number | undefined);
      targets.set(`${process} ${page.join()}`, { process, place, page, window, filled, cpus: [cpu] });
    }
    return [...targets.values()];
  }

  private stepsFrom(state: number): readonly Labelled[] {
    let steps = this.cached.get(state);
    if (steps === undefined) {
      steps = this.model.stepsFrom(state).map((step) => {
        const { action, args } = this.model.instanceOf(step.action);
        return { step, instance: { action: shortName(action), args } };
      });
      this.cached.set(state, steps);
    }
    return steps;
  }
}

/** A step of the model with what it does. */
interface Labelled {
  readonly step: QuintStep;
  readonly instance: Instance;
}

function isOfFault({ instance }: Labelled): boolean {
  return FAULT_STEPS.has(instance.action);
}

/** A page of a process. */
interface Target {
  readonly process: number;
  readonly place: Structure;
  readonly page: Page;
  /** What it is seen through; undefined where nothing is mapped. */
  readonly window: readonly Value[] | undefined;
  readonly cpus: number[];
  /** The first part of the name of the entry that its fault fills; undefined where there is nothing to fill. */
  readonly filled: number | undefined;
}

function keyOf([process, cpu, place, store]: readonly Value[]): string {
  return `${process as number} ${cpu as number} ${pageOf(place!).join()} ${store === true}`;
}

function accesses({ action, args }: Instance, { process, place }: Target): boolean {
  return action === 'access' && args[0] === process && args[2] === place;
}

/** Is this a step of the fault of that page? Some steps name the process, others its window. */
function serves({ action, args: [who, place] }: Instance, { process, page, filled }: Target): boolean {
  const guest = typeof who === 'object' ? who.parts[0] : who;
  const [first, slot, index] = pageOf(place!);
  if (guest !== process || slot !== page[1]) return false;
  return action === 'faultFills' ? first === filled && index === page[2] : first === page[0];
}
