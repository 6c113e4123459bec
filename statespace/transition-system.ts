/**
 * A body together with its judge as a transition system. A state is what the machine is and what the judge knows of its history. A
 * transition is one call, performed by the body and judged by every rule.
 */
import { kindOf } from '../oracle/claims.ts';
import type { Judge } from '../oracle/judge.ts';
import type { MachineBody } from '../reference/index.ts';
import type { Call, Setup } from '../schemas/contract.ts';
import type { Naming } from '../schemas/words.ts';
import type { Asked, World } from '../spec/index.ts';
import { MOST_ALLOCATIONS } from './alphabet.ts';
import type { Letter } from './alphabet.ts';
import { childOf } from './children.ts';
import { Clock } from './clock.ts';
import { HistorySide } from './history-side.ts';
import { MachineSide } from './machine-side.ts';
import type { MachineStep } from './machine-side.ts';
import { Meetings } from './meetings.ts';
import { allOrders } from './orders.ts';
import { Places } from './places.ts';
import type { Halves } from './places.ts';
import { processName } from './small-world.ts';
import type { Bounds } from './small-world.ts';
import { brokenAt, indicesOf } from './transition.ts';
import type { Act, State, Transition } from './transition.ts';

export interface SystemOptions {
  readonly bounds: Bounds;
  /** Everything that a descriptor may be called. */
  readonly descriptors: readonly string[];
  /** Of the alphabet. */
  readonly letters: readonly Letter[];
  /** But for the processes. */
  readonly setup: Setup;
  readonly body: MachineBody;
  readonly judge: Judge;
  /** States that differ only in names are one, and schedules that answer alike are judged together. */
  readonly folded: boolean;
  /** Calls may overlap. */
  readonly inFlight: boolean;
  readonly asked: Asked;
  /** The world before anything happened. */
  readonly empty: World;
}

export class TransitionSystem {
  readonly machines: MachineSide;
  readonly histories: HistorySide;
  readonly meetings: Meetings;
  readonly halves: Halves;
  readonly places: Places;
  /** The names that stand at the places of a state. */
  readonly names: readonly string[];
  private readonly options: SystemOptions;
  private readonly clock: Clock = new Clock();
  /** Readings that need not be loaded again. */
  private known: { readonly history: number; readonly worlds: readonly World[] } | undefined;

  constructor(options: SystemOptions) {
    this.options = options;
    const { bounds, descriptors, body, setup, empty, asked, inFlight, folded, judge } = options;
    const naming = namingOf(bounds, descriptors);
    this.names = naming.processes;
    const orders = allOrders(naming);
    // States may come from a checkpoint: the body must know the machine that they are loaded into.
    body.reset({ ...setup, processes: [] });
    this.machines = new MachineSide(body, naming, orders);
    this.histories = new HistorySide(empty, asked, naming, orders, inFlight);
    this.halves = { machines: this.machines, histories: this.histories, naming, orders };
    this.places = new Places(this.halves, folded);
    this.meetings = new Meetings({ halves: this.halves, places: this.places, judge, clock: this.clock, jointly: folded });
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
      known = judge.hear({ worlds: known, step: this.clock.pass(1), call, outcome, before, after }).worlds;
      before = after;
    }
    return this.places.placed(this.machines.present(), this.histories.of(known)).to;
  }

  /** Does somebody live there, is there room for a child where one would be born, and is there an allocation that can fail? */
  isEnabled(state: State, act: Act): boolean {
    const { letter, process } = act;
    const alive = this.machines.alive(state.machine);
    if (!alive.has(processName(process)) || (letter.bears && alive.size === this.names.length)) return false;
    if (letter.needs?.(this.machines.seenBy(state.machine, processName(process))) === false) return false;
    return letter.failure === undefined || this.asks(state, act, letter.failure);
  }

  /** The name that a child would get, or a second one. */
  childOf(state: State, nth = 0): string {
    return childOf(this.halves, state, nth);
  }

  take(state: State, act: Act): Transition {
    const call = this.callOf(state, act);
    const worlds = this.worldsOf(state.history);
    const permitted = this.options.judge.permitted(worlds, call);
    const done = this.machines.take(state.machine, act.number, call);
    if (typeof done.outcome !== 'string') return this.judged(state, worlds, call, permitted, done);
    return { ...brokenAt(state, done.outcome, this.places.unmoved), permitted };
  }

  private callOf(state: State, { letter, process, cpu }: Act): Call {
    return letter.call({ process: processName(process), cpu, child: this.childOf(state) });
  }

  private asks(state: State, act: Act, { allocation, of }: NonNullable<Letter['failure']>): boolean {
    const { letters, bounds } = this.options;
    const number = (of * bounds.processes + act.process) * bounds.cpus + act.cpu;
    const asked = this.machines.allocationsOf(state.machine, number, this.callOf(state, { ...act, letter: letters[of]! }));
    if (asked > MOST_ALLOCATIONS) throw new Error(`${letters[of]!.text} asks for ${asked} allocations, more than are made to fail`);
    return allocation <= asked;
  }

  private judged(state: State, worlds: readonly World[], call: Call, permitted: ReadonlySet<string>, done: MachineStep): Transition {
    const { before, after, to: machine } = done;
    const outcome = done.outcome as Exclude<MachineStep['outcome'], string>;
    this.known = undefined;
    const heard = this.options.judge.hear({ worlds, step: this.clock.pass(1), call, outcome, before, after });
    const machines = [state.machine, machine] as const;
    const seen = { machines, kind: kindOf(outcome), decided: indicesOf(heard.decided), violations: heard.violations, permitted };
    if (heard.violations.length > 0) return { to: undefined, order: this.places.unmoved, ...seen };
    const history = this.histories.of(heard.worlds);
    if (history === state.history) this.known = { history, worlds: heard.worlds };
    return { ...this.places.placed(machine, history), ...seen };
  }

  private worldsOf(history: number): readonly World[] {
    if (this.known?.history === history) return this.known.worlds;
    const worlds = this.histories.load(history);
    this.known = { history, worlds };
    return worlds;
  }
}

function namingOf({ processes, cpus }: Bounds, descriptors: readonly string[]): Naming {
  return {
    processes: Array.from({ length: processes }, (_, i) => processName(i)),
    cpus: Array.from({ length: cpus }, (_, i) => i),
    descriptors,
  };
}
