/**
 * Every schedule of a few calls that overlap, as traces. A scene has steps that come before, the calls, and looks that come
 * after; a schedule says when each call begins, at which points it pauses while others go on, and when it returns.
 */
import type { Call } from '../schemas/contract.ts';
import type { Step, Trace } from '../schemas/generated/types.ts';

/** A trace without its steps. */
export type Head = Omit<Trace, 'steps' | 'hash'>;

export interface Scene {
  readonly head: Head;
  readonly before: readonly Step[];
  /** By the name that the call begins under. */
  readonly calls: Readonly<Record<string, Call>>;
  readonly after: readonly Step[];
}

/** The points at which the call with this name can pause in its scene: `at` of a pending outcome. */
export type Points = Readonly<Record<string, readonly string[]>>;

/** What happens next in a schedule. */
type Event =
  | { readonly kind: 'whole' | 'return'; readonly name: string }
  | { readonly kind: 'begin' | 'resume'; readonly name: string; readonly pause: string };

type State = 'waiting' | 'begun' | 'over';

/**
 * All schedules of exactly `length` events, each call whole or begun, resumed and returned. A call that begins is met by another
 * before it returns: what nobody meets is the same as whole.
 */
export function* schedules(calls: readonly string[], points: Points, length: number): Generator<readonly Event[]> {
  yield* extend([], new Map(calls.map((name) => [name, 'waiting'])), points, length);
}

function* extend(
  events: readonly Event[],
  states: ReadonlyMap<string, State>,
  points: Points,
  length: number,
): Generator<readonly Event[]> {
  const open = [...states].filter(([, state]) => state !== 'over');
  if (open.length === 0 && events.length === length) yield events;
  const needed = open.length;
  if (open.length === 0 || events.length + needed > length) return;
  const last = events.at(-1);
  for (const [name, state] of open) {
    for (const event of eventsOf(name, state, points)) {
      // Who has just gone on goes on by another name only: it would be one event.
      if (last?.name === name && event.kind !== 'whole') continue;
      const next = new Map(states).set(name, event.kind === 'whole' || event.kind === 'return' ? 'over' : 'begun');
      yield* extend([...events, event], next, points, length);
    }
  }
}

function eventsOf(name: string, state: State, points: Points): Event[] {
  const pauses = points[name] ?? [];
  if (state === 'waiting') return [{ kind: 'whole', name }, ...pauses.map((pause): Event => ({ kind: 'begin', name, pause }))];
  return [{ kind: 'return', name }, ...pauses.map((pause): Event => ({ kind: 'resume', name, pause }))];
}

/** The trace of a schedule. */
export function traceOf({ head, before, calls, after }: Scene, events: readonly Event[]): Trace {
  return { ...head, steps: [...before, ...events.map((event) => stepOf(event, calls)), ...after] };
}

function stepOf(event: Event, calls: Scene['calls']): Step {
  const call = calls[event.name];
  if (call === undefined) throw new Error(`the scene has no call ${event.name}`);
  switch (event.kind) {
    case 'whole':
      return call;
    case 'begin':
      return { ...call, begins: event.name, pause: event.pause };
    case 'resume':
      return { call: 'resume', of: event.name, pause: event.pause };
    case 'return':
      return { call: 'return', of: event.name };
  }
}

/** A trace for each label: the call begins, is to pause there, and returns. What its second-last entry says shows whether it did. */
export function* probes(
  { head, before, calls }: Scene,
  name: string,
  labels: readonly string[],
): Generator<{ label: string; trace: Trace }> {
  const call = calls[name];
  if (call === undefined) return;
  for (const label of labels)
    yield { label, trace: { ...head, steps: [...before, { ...call, begins: name, pause: label }, { call: 'return', of: name }] } };
}
