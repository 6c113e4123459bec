/** From a state back to the start: the calls that lead to it, under names that a trace may have. */
import { descriptorsIn } from './descriptors-in.ts';
import { Handles } from './handles.ts';
import { REGION } from './setting.ts';
import type { Search } from '../explore/search.ts';
import type { Step } from '../schemas/generated/types.ts';
import type { BodyModel } from './model.ts';
import { processName } from './small-world.ts';
import type { Order } from './orders.ts';
import { FIRST, SECOND } from './overlaps.ts';
import type { Turns } from './overlaps.ts';
import type { Meeting, State } from './transition.ts';

/** Performs acts one after another, and writes down what a trace has to say: a name is used by one process only. */
export class Storyteller {
  readonly steps: Step[];
  readonly processes: readonly string[];
  state: State;
  private readonly model: BodyModel;
  private readonly prologue: number;
  /** What descriptors are called that were made during the story, by process. */
  private readonly handles: Handles = new Handles();
  /** Who stands at each place of the state. */
  private who: string[];
  private cpus: readonly number[];
  private born: number;
  /** Calls that were begun under names. */
  private begun = 0;

  /** @param start one of the model's initial states */
  constructor(model: BodyModel, start: State) {
    this.model = model;
    this.state = start;
    const alive = model.system.machines.alive(start.machine);
    this.who = [...model.system.names];
    this.processes = this.who.filter((name) => alive.has(name));
    this.born = this.who.length;
    this.cpus = Array.from({ length: model.world.bounds.cpus }, (_, i) => i);
    this.steps = model.openings(this.processes);
    this.prologue = this.steps.length;
  }

  /** Calls beyond the prologue. */
  get length(): number {
    return this.steps.length - this.prologue;
  }

  /** One more call, or several that overlap. What violates a rule leaves the state as it is. */
  act(number: number): void {
    const overlap = this.model.pairs?.at(number);
    if (overlap === undefined) this.call(number);
    else this.overlap(overlap.meeting, overlap.turns);
  }

  private call(number: number): void {
    const { letter, process, cpu } = this.model.act(number);
    const { to, order } = this.model.system.take(this.state, this.model.act(number));
    const place = letter.bears ? this.model.system.names.indexOf(this.model.system.childOf(this.state)) : -1;
    const child = place < 0 ? '' : processName(this.born++);
    this.steps.push(this.handles.renamed(letter.call({ process: this.who[process]!, cpu: this.cpus[cpu]!, child })));
    if (place >= 0) this.who[place] = child;
    this.follow(to, order);
  }

  private overlap(meeting: Meeting, turns: Turns): void {
    const { system } = this.model;
    const { steps, transition } = system.meetings.passage(this.state, meeting, turns);
    const births = meeting.acts.filter((act) => act?.letter.bears);
    const places = births.map((_, nth) => system.names.indexOf(system.childOf(this.state, nth)));
    const [first, second] = [`c${this.begun++}`, `c${this.begun++}`];
    const newborn = places.map(() => processName(this.born++));
    const children = new Map(places.map((place, i) => [system.names[place]!, newborn[i]!]));
    for (const step of steps) this.steps.push(this.renamed(step, { [FIRST]: first, [SECOND]: second }, children));
    places.forEach((place, i) => (this.who[place] = newborn[i]!));
    this.follow(transition.to, transition.order);
  }

  /** A step under the names of this story. */
  private renamed(step: Step, calls: Readonly<Record<string, string>>, children: ReadonlyMap<string, string>): Step {
    if (step.call === 'return' || step.call === 'resume') return { ...step, of: calls[step.of]! };
    const named = step.begins === undefined ? step : { ...step, begins: calls[step.begins]! };
    if (!('process' in named) || named.process === undefined) return named;
    const process = this.who[this.model.system.names.indexOf(named.process)]!;
    const moved = { ...named, process, cpu: this.cpus[named.cpu ?? 0]! };
    return this.handles.renamed(moved.call === 'fork' ? { ...moved, child: children.get(moved.child)! } : moved);
  }

  private follow(to: State | undefined, order: Order): void {
    if (to === undefined) return;
    this.state = to;
    this.who = order.processes.map((name) => this.who[this.model.system.names.indexOf(name)]!);
    this.cpus = order.cpus.map((at) => this.cpus[at]!);
  }
}

/** Without opening what nobody uses who could have it from there. */
export function withoutIdleOpens(steps: readonly Step[]): Step[] {
  const heirs = new Map<string, string[]>();
  for (const step of steps.toReversed())
    if (step.call === 'fork') heirs.set(step.process, [...(heirs.get(step.process) ?? []), step.child, ...(heirs.get(step.child) ?? [])]);
  const uses = new Set(steps.flatMap((step) => ('process' in step ? descriptorsIn(step).map((name) => `${step.process} ${name}`) : [])));
  // What opens a region does more than that.
  return steps.filter(
    (step) =>
      step.call !== 'open' ||
      step.file === REGION ||
      [step.process, ...(heirs.get(step.process) ?? [])].some((name) => uses.has(`${name} ${step.as}`)),
  );
}

/** The state of this number. */
export function stateAt({ store }: Search, id: number): State {
  return { machine: store.words[2 * id]!, history: store.words[2 * id + 1]! };
}

/** How many acts lead to a state, at least. */
export function depthOf({ store }: Search, id: number): number {
  let depth = 0;
  for (let at = id; store.parents[at] !== at; at = store.parents[at]!) depth++;
  return depth;
}

/** The acts of a shortest way to a state, and the initial state that it begins with. */
export function wayTo(model: BodyModel, search: Search, id: number): { readonly start: number; readonly acts: number[] } {
  const ids = [id];
  while (search.store.parents[ids[0]!] !== ids[0]) ids.unshift(search.store.parents[ids[0]!]!);
  const acts = ids.slice(1).map((next, i) => actBetween(model, stateAt(search, ids[i]!), stateAt(search, next)));
  return { start: ids[0]!, acts };
}

function actBetween(model: BodyModel, from: State, to: State): number {
  for (const [number, { to: reached }] of model.transitions(from))
    if (reached?.machine === to.machine && reached.history === to.history) return number;
  throw new Error(`${model.name}: no call leads from a state to the one that was found after it`);
}

/** The story of a shortest way to a state, and of one more call there. */
export function storyOf(model: BodyModel, search: Search, id: number, last?: number): Storyteller {
  const { start, acts } = wayTo(model, search, id);
  const teller = new Storyteller(model, stateAt(search, start));
  for (const act of acts) teller.act(act);
  if (last !== undefined) teller.act(last);
  return teller;
}
