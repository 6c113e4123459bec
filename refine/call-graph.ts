/**
 * The formal model at the grain of calls. A load or a store that faults is one call, and several steps of the model: the fault fills,
 * the fault links, and then the access goes through. Between calls a fault is never half done.
 */
import type { CompiledModel } from '../explore/quint/compile.ts';
import { shortName } from '../explore/quint/compile.ts';
import type { QuintModel, QuintStep } from '../explore/quint/model.ts';
import type { Structure, Value } from '../explore/quint/values.ts';
import type { Instance } from './story.ts';

/** One call from a state: what it answers, and where it leads. */
export interface Call {
  readonly instance: Instance;
  /** As `Story.stepsOf` wants it. */
  readonly shared: boolean;
  readonly outcome: ModelOutcome;
  readonly to: number;
  /** How many steps of the model it takes. */
  readonly steps: number;
}

/** The variable `last.outcome` of the model. */
export interface ModelOutcome {
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

const FAULT_STEPS: ReadonlySet<string> = new Set(['faultFills', 'faultLinks']);

export class CallGraph {
  /** Those found so far, in the order of their distance. */
  readonly nodes: Node[] = [];
  readonly byState = new Map<number, Node>();
  private readonly compiled: CompiledModel;
  private readonly model: QuintModel;
  private readonly last: number;
  private readonly cached = new Map<number, readonly Labelled[]>();

  constructor(compiled: CompiledModel, model: QuintModel) {
    this.compiled = compiled;
    this.model = model;
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

  /** The value of `now`. */
  machineOf(state: number): Structure {
    return this.model.stateOf(state)[this.compiled.identity[0]!] as Structure;
  }

  /** Calls that lead to a node, first one first. */
  pathTo(node: Node): Call[] {
    const path: Call[] = [];
    for (let at = node; at.from !== undefined; at = at.from.node) path.push(at.from.call);
    return path.toReversed();
  }

  private callsFrom(state: number): Call[] {
    const steps = this.stepsFrom(state);
    const calls = steps.flatMap((step) => (FAULT_STEPS.has(step.instance.action) ? [] : [this.callOf(step, 1)]));
    return [...calls, ...this.faultingAccesses(steps)];
  }

  private callOf({ step, instance }: Labelled, steps: number): Call {
    const outcome = this.outcomeOf(step);
    return { instance, outcome, to: step.to, shared: outcome.tag !== 'Unshared', steps };
  }

  private outcomeOf({ state }: QuintStep): ModelOutcome {
    const outcome = this.compiled.runtime.field(state[this.last] as Structure, 'outcome') as Structure;
    return { tag: outcome.shape.names[0]!, value: outcome.parts[0]! };
  }

  /** Accesses that become possible when their fault has been handled. */
  private faultingAccesses(steps: readonly Labelled[]): Call[] {
    const possible = new Set(steps.map(({ step }) => step.action));
    const calls = new Map<number, Call>();
    for (const fault of steps) {
      if (!FAULT_STEPS.has(fault.instance.action)) continue;
      const { at, taken } = this.handled(fault);
      for (const access of this.stepsFrom(at)) {
        if (!possible.has(access.step.action) && this.waitsFor(access.instance, fault.instance)) {
          calls.set(access.step.action, this.callOf(access, taken + 1));
        }
      }
    }
    return [...calls.values()];
  }

  /** The state after a fault that begins with this step, and how many steps it took. */
  private handled({ step, instance }: Labelled): { readonly at: number; readonly taken: number } {
    if (instance.action === 'faultLinks') return { at: step.to, taken: 1 };
    const link = this.stepsFrom(step.to).find(
      (next) =>
        next.instance.action === 'faultLinks' &&
        next.instance.args[0] === instance.args[0] &&
        next.instance.args[1] === this.slotOf(instance.args[1]!),
    );
    return link === undefined ? { at: step.to, taken: 1 } : { at: link.step.to, taken: 2 };
  }

  /** Is it this access whose fault that is? */
  private waitsFor(access: Instance, fault: Instance): boolean {
    if (access.action !== 'access' || access.args[0] !== fault.args[0]) return false;
    const page = access.args[2]!;
    return fault.action === 'faultFills' ? page === fault.args[1] : this.slotOf(page) === fault.args[1];
  }

  private slotOf(page: Value): Value {
    const { parts } = page as Structure;
    return this.compiled.runtime.tuple([parts[0]!, parts[1]!]);
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
