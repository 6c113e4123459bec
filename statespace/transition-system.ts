/**
 * A body together with its judge as a transition system. A state is what the machine is and what the judge knows of its history. A
 * transition is one call, performed by the body and judged by every rule.
 */
import { kindOf } from '../oracle/claims.ts';
import type { Judge } from '../oracle/judge.ts';
import type { MachineBody } from '../reference/index.ts';
import type { Call, Setup } from '../schemas/contract.ts';
import type { Verdict } from '../schemas/generated/types.ts';
import type { Naming } from '../schemas/words.ts';
import { NEXT_STEP } from '../spec/index.ts';
import type { Asked, World } from '../spec/index.ts';
import type { Letter } from './alphabet.ts';
import { HistorySide } from './history-side.ts';
import { MachineSide } from './machine-side.ts';
import type { MachineStep } from './machine-side.ts';
import { allOrders } from './orders.ts';
import type { Order } from './orders.ts';
import { HANDLES, processName } from './small-world.ts';
import type { Bounds } from './small-world.ts';

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

export interface SystemOptions {
  readonly bounds: Bounds;
  /** But for the processes. */
  readonly setup: Setup;
  readonly body: MachineBody;
  readonly judge: Judge;
  readonly folded: boolean;
  readonly asked: Asked;
  /** The world before anything happened. */
  readonly empty: World;
}

export class TransitionSystem {
  readonly machines: MachineSide;
  readonly histories: HistorySide;
  private readonly options: SystemOptions;
  /** The names that stand at the places of a state. */
  readonly names: readonly string[];
  private readonly orders: readonly Order[];
  private step = NEXT_STEP;
  /** Readings that need not be loaded again. */
  private known: { readonly history: number; readonly worlds: readonly World[] } | undefined;

  constructor(options: SystemOptions) {
    this.options = options;
    const { processes, cpus } = options.bounds;
    this.names = Array.from({ length: processes }, (_, i) => processName(i));
    const naming: Naming = {
      processes: this.names,
      cpus: Array.from({ length: cpus }, (_, i) => i),
      descriptors: HANDLES.map(({ name }) => name),
    };
    this.orders = allOrders(naming);
    // States may come from a checkpoint: the body must know the machine that they are loaded into.
    options.body.reset({ ...options.setup, processes: [] });
    this.machines = new MachineSide(options.body, naming, this.orders);
    this.histories = new HistorySide(options.empty, options.asked, naming, this.orders);
  }

  /** The state in which these processes live and have made these calls, which must all be permitted. */
  initial(processes: readonly string[], worlds: readonly World[], calls: readonly Call[]): State {
    const { body, setup, judge } = this.options;
    body.reset({ ...setup, processes });
    let known = worlds;
    let before = body.snapshot();
    for (const call of calls) {
      const outcome = body.step(call);
      const after = body.snapshot();
      known = judge.hear({ worlds: known, step: this.step++, call, outcome, before, after }).worlds;
      before = after;
    }
    return this.placed(this.machines.present(), this.histories.of(known)).state;
  }

  /** Does somebody live there, and is there room for a child where one would be born? */
  isEnabled({ machine }: State, { letter, process }: Act): boolean {
    const alive = this.machines.alive(machine);
    return alive.has(processName(process)) && (!letter.bears || alive.size < this.names.length);
  }

  /** The name that a child would get. */
  childOf({ machine }: State): string {
    const alive = this.machines.alive(machine);
    return this.names.find((name) => !alive.has(name)) ?? '';
  }

  take(state: State, act: Act): Transition {
    const call = act.letter.call({ process: processName(act.process), cpu: act.cpu, child: this.childOf(state) });
    const worlds = this.worldsOf(state.history);
    const permitted = this.options.judge.permitted(worlds, call);
    const done = this.machines.take(state.machine, act.number, call);
    if (typeof done.outcome !== 'string') return this.judged(state, worlds, call, permitted, done);
    const violations: Verdict[] = [{ rule: BROKEN, trace: 'step', verdict: 'violated', why: done.outcome }];
    const machines = [state.machine, state.machine] as const;
    return { to: undefined, order: this.orders[0]!, machines, kind: BROKEN, decided: [], violations, permitted };
  }

  /** How many states without folding the class of this one stands for. */
  orbit({ machine, history }: State): number {
    const images = this.orders.map((_, i) => `${this.machines.inOrder(machine, i)} ${this.histories.inOrder(history, i)}`);
    return new Set(images).size;
  }

  private judged(state: State, worlds: readonly World[], call: Call, permitted: ReadonlySet<string>, done: MachineStep): Transition {
    const { before, after, to: machine } = done;
    const outcome = done.outcome as Exclude<MachineStep['outcome'], string>;
    this.known = undefined;
    const heard = this.options.judge.hear({ worlds, step: this.step++, call, outcome, before, after });
    const machines = [state.machine, machine] as const;
    const seen = { machines, kind: kindOf(outcome), decided: indicesOf(heard.decided), violations: heard.violations, permitted };
    if (heard.violations.length > 0) return { to: undefined, order: this.orders[0]!, ...seen };
    const history = this.histories.of(heard.worlds);
    if (history === state.history) this.known = { history, worlds: heard.worlds };
    const { state: to, order } = this.placed(machine, history);
    return { to, order, ...seen };
  }

  private worldsOf(history: number): readonly World[] {
    if (this.known?.history === history) return this.known.worlds;
    const worlds = this.histories.load(history);
    this.known = { history, worlds };
    return worlds;
  }

  /** The state, in the order that makes its numbers smallest. All its orders are numbered when the first of them is met. */
  private placed(machine: number, history: number): { state: State; order: Order } {
    let state: State = { machine, history };
    let best = 0;
    if (this.options.folded) {
      const tries = this.machines.candidates(machine);
      tries.forEach((order, k) => {
        const image = { machine: this.machines.inOrder(machine, order), history: this.histories.inOrder(history, order) };
        if (k > 0 && (image.machine - state.machine || image.history - state.history) >= 0) return;
        state = image;
        best = order;
      });
    }
    return { state, order: this.orders[best]! };
  }
}

/** What a body that threw has violated. */
export const BROKEN = 'broken';

function indicesOf(decided: readonly number[]): number[] {
  const indices: number[] = [];
  for (let i = 0; i < decided.length; i++) if (decided[i]! > 0) indices.push(i);
  return indices;
}
