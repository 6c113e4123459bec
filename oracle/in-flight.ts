/**
 * Calls that overlap. A call takes effect at some moment between its beginning and its return, and nobody says when: so while it
 * is in flight each reading of the transcript splits in two, one in which it has not happened yet and one in which it has. When
 * it returns, those remain in which it has. What was seen is permitted if some order of the calls explains it.
 *
 * An access may meet a call half done, on one CPU and not yet on another: it is permitted what any of these readings permits, and
 * rules none of them out, but for those that could not follow it.
 */
import type { Call } from '../schemas/contract.ts';
import type { Entry, Outcome, Step } from '../schemas/generated/types.ts';
import type { Lowered } from '../schemas/lowered.ts';
import { normalCall } from '../schemas/normal-call.ts';
import { type View, type World, advance, canFollow, cloneWorld, linger, lingerNoMore, readingsOf, textOf, viewOf } from '../spec/index.ts';

/** One call in flight. */
export interface Pending {
  readonly name: string;
  readonly call: Call;
  /** The step that its effect counts as: of its return, or of its beginning where it is an access. */
  readonly step: number;
  /** What it answers in the end; undefined where the transcript stops before. */
  readonly seen: Outcome | undefined;
  /** An access: has any reading permitted it so far? */
  permitted: boolean;
  /** The rules that held when a reading first permitted it. */
  held: readonly number[];
}

/** The rules that hold for an outcome; undefined where some rule forbids it. */
export type Weigh = (view: View, seen: Outcome) => readonly number[] | undefined;

/** Steps one after another, and what was seen of each. */
export interface Course {
  readonly steps: readonly Step[];
  /** The call of each step, where somebody has worked them out. */
  readonly calls?: Lowered['calls'];
  readonly entries: readonly Entry[];
  /** The number of the first of them. */
  readonly first: number;
}

const NONE: readonly Pending[] = [];
/** A transcript that stops before the return: the call may have happened. */
const ASSUMED: Outcome = { result: 'done' };

export class InFlight {
  private readonly course: Course;
  private readonly weigh: Weigh;
  private readonly open: Map<string, Pending> = new Map();
  /** What was unfolded last; whoever changes a reading has another list of readings from then on. */
  private unfolded: { readonly worlds: readonly World[]; readonly found: readonly World[] } | undefined;
  /** By reading: the calls in flight that have not happened in it. */
  private readonly waits: WeakMap<World, readonly Pending[]> = new WeakMap();

  constructor(course: Course, weigh: Weigh) {
    this.course = course;
    this.weigh = weigh;
  }

  get size(): number {
    return this.open.size;
  }

  get(name: string): Pending | undefined {
    return this.open.get(name);
  }

  /** A call begins: it has not happened in any reading. */
  begin(name: string, call: Call, step: number, worlds: readonly World[]): void {
    const { steps, entries, first } = this.course;
    const end = returnOf(steps, name, step - first);
    const seen = entries[end]?.outcome;
    const at = isAccess(call) ? step : first + end;
    const pending: Pending = { name, call: normalCall(call), step: at, seen, permitted: false, held: [] };
    this.open.set(name, pending);
    this.unfolded = undefined;
    for (const world of worlds) {
      this.waits.set(world, [...this.waitsOf(world), pending]);
      linger(world, name, pending.call, step);
    }
  }

  /** The readings, and beside each those in which calls in flight have happened. They were found already when nothing has changed. */
  unfold(worlds: readonly World[]): readonly World[] {
    if (this.unfolded?.worlds !== worlds) this.unfolded = { worlds, found: this.find(worlds) };
    return this.unfolded.found;
  }

  private find(worlds: readonly World[]): World[] {
    const found: World[] = [];
    const known = new Set<string>();
    const visit = (world: World): void => {
      const waits = this.waitsOf(world);
      const key = `${waits.map(({ name }) => name).join(' ')} ${textOf(world)}`;
      if (known.has(key)) return;
      known.add(key);
      found.push(world);
      for (const pending of waits) for (const after of this.happen(world, pending)) visit(after);
    };
    for (const world of worlds) visit(world);
    return found;
  }

  /** A call returns: the readings in which it has happened. Empty where nothing permits what it answered. */
  end(name: string, worlds: readonly World[]): World[] {
    const pending = this.open.get(name);
    this.open.delete(name);
    this.unfolded = undefined;
    if (pending === undefined || (isAccess(pending.call) && !pending.permitted)) return [];
    return worlds.filter((world) => !this.waitsOf(world).includes(pending));
  }

  copy(world: World): World {
    const made = cloneWorld(world);
    this.waits.set(made, this.waitsOf(world));
    return made;
  }

  private waitsOf(world: World): readonly Pending[] {
    return this.waits.get(world) ?? NONE;
  }

  /** The readings in which this call happens next. */
  private happen(world: World, pending: Pending): World[] {
    const { call, step, seen = ASSUMED } = pending;
    const access = isAccess(call);
    if (access && pending.seen === undefined) return [];
    const held = this.weigh(viewOf(world, call, step), seen);
    if (held === undefined && !access) return [];
    if (held !== undefined && !pending.permitted) {
      pending.permitted = true;
      pending.held = held;
    }
    if (!canFollow(viewOf(world, call, step), seen)) return [];
    const readings = readingsOf(viewOf(world, call, step), seen);
    return readings.map((reading) => {
      const after = this.copy(world);
      this.waits.set(
        after,
        this.waitsOf(world).filter((other) => other !== pending),
      );
      advance(viewOf(after, call, step), seen, reading);
      lingerNoMore(after, pending.name);
      return after;
    });
  }
}

export function isAccess({ call }: Call): boolean {
  return call === 'load' || call === 'store';
}

/** The step at which the call that began under the name at `from` returns. */
function returnOf(steps: readonly Step[], name: string, from: number): number {
  const end = steps.findIndex((step, i) => i > from && step.call === 'return' && step.of === name);
  return end < 0 ? steps.length : end;
}

/** Did the step begin a call that is in flight afterwards? */
export function takesOff(step: Step, { outcome }: Entry): boolean {
  return step.begins !== undefined && outcome.result === 'pending';
}
