/**
 * A body together with its judge as a transition system. A state is what the machine is and what the judge knows of its history. A
 * transition is one call, performed by the body and judged by every rule.
 */
import { kindOf } from '../oracle/claims.ts';
import type { Judge } from '../oracle/judge.ts';
import { takesTime } from '../reference/index.ts';
import type { FlightCall, MachineBody } from '../reference/index.ts';
import type { Call, Setup } from '../schemas/contract.ts';
import type { Snapshot, Step, Verdict } from '../schemas/generated/types.ts';
import type { Naming } from '../schemas/words.ts';
import { NEXT_STEP } from '../spec/index.ts';
import type { Asked, World } from '../spec/index.ts';
import { MOST_ALLOCATIONS } from './alphabet.ts';
import type { Letter } from './alphabet.ts';
import { HistorySide } from './history-side.ts';
import { MachineSide } from './machine-side.ts';
import type { MachineMeeting, MachinePassage, MachineStep } from './machine-side.ts';
import { allOrders } from './orders.ts';
import type { Order } from './orders.ts';
import { HANDLES, processName } from './small-world.ts';
import type { Bounds } from './small-world.ts';
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

/** Two calls, the first of which begins first, that overlap. */
export interface Pair {
  /** Tells these two in this order from all others. */
  readonly number: number;
  readonly first: Act;
  readonly second: Act;
}

/** Two calls that overlapped in one way: a transition from a state in which no call is in flight to another one. */
export interface Overlap {
  readonly turns: Turns;
  readonly transition: Transition;
}

/** A state, with its readings as texts; everything at its old place. */
interface End extends State {
  readonly texts: ReadonlySet<string>;
}

export interface SystemOptions {
  readonly bounds: Bounds;
  /** Of the alphabet. */
  readonly letters: readonly Letter[];
  /** But for the processes. */
  readonly setup: Setup;
  readonly body: MachineBody;
  readonly judge: Judge;
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
    this.histories = new HistorySide(options.empty, options.asked, naming, this.orders, options.inFlight);
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

  /** Does somebody live there, is there room for a child where one would be born, and is there an allocation that can fail? */
  isEnabled(state: State, act: Act): boolean {
    const { letter, process } = act;
    const alive = this.machines.alive(state.machine);
    if (!alive.has(processName(process)) || (letter.bears && alive.size === this.names.length)) return false;
    return letter.failure === undefined || this.asks(state, act, letter.failure);
  }

  /** May the two be in flight together? Who ends, or begins anew, makes no other call meanwhile; children need a place each. */
  canOverlap(state: State, { first, second }: Pair): boolean {
    const [one, other] = [this.callOf(state, first), this.callOf(state, second)];
    if (!takesTime(one) || !takesTime(other)) return false;
    if (first.process === second.process && (one.call === 'exit' || one.call === 'exec')) return false;
    const births = Number(first.letter.bears) + Number(second.letter.bears);
    return this.machines.alive(state.machine).size + births <= this.names.length;
  }

  /** The name that a child would get, or a second one. */
  childOf({ machine }: State, nth = 0): string {
    const alive = this.machines.alive(machine);
    return this.names.filter((name) => !alive.has(name))[nth] ?? '';
  }

  take(state: State, act: Act): Transition {
    const call = this.callOf(state, act);
    const worlds = this.worldsOf(state.history);
    const permitted = this.options.judge.permitted(worlds, call);
    const done = this.machines.take(state.machine, act.number, call);
    if (typeof done.outcome !== 'string') return this.judged(state, worlds, call, permitted, done);
    return { ...this.brokenAt(state, done.outcome), permitted };
  }

  /** Every way in which the two overlap. `pauses`: points of the first call at which the second begins. */
  meet(state: State, pair: Pair): { readonly pauses: number; readonly overlaps: readonly Overlap[] } {
    const { before, pauses, passages } = this.meeting(state, pair);
    const ends = passages.length === 0 ? [] : this.endsOf(state, pair);
    const overlaps = passages.map((passage) => ({ turns: passage, transition: this.passed(state, passage, before, ends) }));
    return { pauses, overlaps };
  }

  /** One of these ways, and its steps under the names of the state. */
  passage(state: State, pair: Pair, { before, within }: Turns): { readonly steps: readonly Step[]; readonly transition: Transition } {
    const meeting = this.meeting(state, pair);
    const found = meeting.passages.find((passage) => passage.before === before && passage.within === within);
    if (found === undefined) throw new Error('two calls overlap no longer as they did');
    return { steps: found.steps, transition: this.passed(state, found, meeting.before, this.endsOf(state, pair)) };
  }

  /** How many states without folding the class of this one stands for. */
  orbit({ machine, history }: State): number {
    const images = this.orders.map((_, i) => `${this.machines.inOrder(machine, i)} ${this.histories.inOrder(history, i)}`);
    return new Set(images).size;
  }

  private callOf(state: State, { letter, process, cpu }: Act, nth = 0): Call {
    return letter.call({ process: processName(process), cpu, child: this.childOf(state, nth) });
  }

  private meeting(state: State, { number, first, second }: Pair): MachineMeeting {
    const nth = first.letter.bears ? 1 : 0;
    const [one, other] = [this.callOf(state, first), this.callOf(state, second, nth)];
    return this.machines.meet(state.machine, number, one as FlightCall, other as FlightCall);
  }

  private asks(state: State, act: Act, { allocation, of }: NonNullable<Letter['failure']>): boolean {
    const { letters, bounds } = this.options;
    const number = (of * bounds.processes + act.process) * bounds.cpus + act.cpu;
    const asked = this.machines.allocationsOf(state.machine, number, this.callOf(state, { ...act, letter: letters[of]! }));
    if (asked > MOST_ALLOCATIONS) throw new Error(`${letters[of]!.text} asks for ${asked} allocations, more than are made to fail`);
    return allocation <= asked;
  }

  private brokenAt(state: State, why: string): Transition {
    const violations: Verdict[] = [{ rule: BROKEN, trace: 'step', verdict: 'violated', why }];
    const machines = [state.machine, state.machine] as const;
    return { to: undefined, order: this.orders[0]!, machines, kind: BROKEN, decided: [], violations, permitted: new Set() };
  }

  private passed(state: State, passage: MachinePassage, before: Snapshot, ends: readonly End[]): Transition {
    const { steps, entries, to: machine, broke } = passage;
    const worlds = this.worldsOf(state.history);
    this.known = undefined;
    const first = this.step;
    this.step += steps.length;
    const heard = this.options.judge.hearPassage({ worlds, step: first, steps, entries, before });
    if (broke !== undefined && heard.violations.length === 0) return this.brokenAt(state, broke);
    const machines = [state.machine, machine] as const;
    const seen = { machines, kind: OVERLAPPED, decided: indicesOf(heard.decided), violations: heard.violations, permitted: NOTHING };
    if (heard.violations.length > 0) return { to: undefined, order: this.orders[0]!, ...seen };
    const texts = this.histories.textsOf(heard.worlds);
    const end = ends.find((one) => one.machine === machine && [...one.texts].every((text) => texts.has(text)));
    return { ...this.placedAs(machine, end?.history ?? this.histories.of(heard.worlds)), ...seen };
  }

  /**
   * Where the two lead one after the other, in either order. An overlap that ends on the same machine, with all the readings of such an end
   * among its own, leads to that end here: what is forbidden there with all of its readings is forbidden with fewer.
   */
  private endsOf(state: State, { first, second }: Pair): End[] {
    return [
      [first, second],
      [second, first],
    ].flatMap(([one, other]) => {
      let end: { machine: number; worlds: readonly World[] } = { machine: state.machine, worlds: this.histories.load(state.history) };
      for (const act of [one!, other!]) {
        const call = this.callOf({ ...state, machine: end.machine }, act);
        if (!this.machines.alive(end.machine).has(processName(act.process))) return [];
        const { outcome, to, before, after } = this.machines.take(end.machine, act.number, call);
        if (typeof outcome === 'string') return [];
        const heard = this.options.judge.hear({ worlds: end.worlds, step: this.step++, call, outcome, before, after });
        if (heard.violations.length > 0) return [];
        end = { machine: to, worlds: heard.worlds };
      }
      return [{ machine: end.machine, history: this.histories.of(end.worlds), texts: this.histories.textsOf(end.worlds) }];
    });
  }

  private placedAs(machine: number, history: number): Pick<Transition, 'to' | 'order'> {
    const { state: to, order } = this.placed(machine, history);
    return { to, order };
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
    return { ...this.placedAs(machine, history), ...seen };
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
/** Two calls have two outcomes; the kind of such a transition is this. */
const OVERLAPPED = 'overlapped';
const NOTHING: ReadonlySet<string> = new Set();

function indicesOf(decided: readonly number[]): number[] {
  const indices: number[] = [];
  for (let i = 0; i < decided.length; i++) if (decided[i]! > 0) indices.push(i);
  return indices;
}
