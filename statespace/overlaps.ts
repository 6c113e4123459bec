/**
 * Every way in which calls overlap on a machine: the first goes on for some steps, the second goes on from its beginning, and so on in
 * turn. What is the same as one call after the other is left out.
 */
import { DECODE, RETURN } from '../reference/index.ts';
import type { FlightCall, MachineBody } from '../reference/index.ts';
import type { Entry, Step } from '../schemas/generated/types.ts';

/** Names under which calls begin. */
export const FIRST = 'first';
export const SECOND = 'second';

/** How calls take turns. */
export interface Turns {
  /** Steps of the first call before the second begins, from 1. */
  readonly before: number;
  /** Steps of the second before the first goes on to its end; 0: all of them, and all of the third where there is one. */
  readonly within: number;
}

/** What a step answered, and what the body showed after it. */
export type ShownEntry = Entry & Required<Pick<Entry, 'snapshot'>>;

/** One schedule, performed. */
export interface Passage extends Turns {
  readonly steps: readonly Step[];
  readonly entries: readonly ShownEntry[];
  /** The calls wait for each other for ever, or the body threw, which it says in words. */
  readonly broke: string | undefined;
}

/** At which points a call stands after 1, 2, … steps. */
type Points = readonly string[];

/** The calls that overlap: two, or three of which the last two follow one another during the first. */
export type Calls = readonly [first: FlightCall, second: FlightCall, third?: FlightCall];

/**
 * Schedules of two calls with up to three switches between them, from one machine; where the calls could go on alternating, they do not.
 * Of three calls, those in which the second and the third meet the first as wholes.
 */
export class Overlaps {
  private readonly body: MachineBody;
  private readonly load: () => void;
  private readonly first: FlightCall;
  private readonly second: FlightCall;
  private readonly third: FlightCall | undefined;

  /** @param load makes the body the machine that the calls begin on */
  constructor(body: MachineBody, load: () => void, [first, second, third]: Calls) {
    this.body = body;
    this.load = load;
    this.first = first;
    this.second = second;
    this.third = third;
  }

  /**
   * `done` is told the end of each schedule, while the body stands there.
   * @returns the number of points of the first call at which the second begins
   */
  each(done: (passage: Passage) => void): number {
    const all = this.pauses();
    all.forEach((_, i, pauses) => {
      if (this.third !== undefined) return done(this.perform(pauses, [], { before: i + 1, within: 0 }));
      const points = this.pointsOfSecond(pauses, i + 1);
      if (points.at(-1) === RETURN) done(this.perform(pauses, points, { before: i + 1, within: 0 }));
      points.forEach((point, k) => {
        if (point !== RETURN) done(this.perform(pauses, points, { before: i + 1, within: k + 1 }));
      });
    });
    return all.length;
  }

  /** The points of the first call at which the second may meet it: it has begun, and is not over. */
  private pauses(): Points {
    this.load();
    this.body.begin(FIRST, this.first, DECODE);
    return this.goOn(FIRST).filter((point) => point !== RETURN);
  }

  private pointsOfSecond(pauses: Points, before: number): Points {
    this.load();
    this.body.begin(FIRST, this.first, DECODE);
    for (let i = 0; i < before && i < pauses.length; i++) this.body.advance(FIRST);
    this.body.begin(SECOND, this.second, DECODE);
    return this.goOn(SECOND);
  }

  private goOn(name: string): string[] {
    const points: string[] = [];
    try {
      for (let point = this.body.advance(name); point !== undefined; point = this.body.advance(name)) points.push(point);
    } catch {
      // It is performed as a whole then, and says what broke.
      points.push(RETURN);
    }
    return points;
  }

  private perform(pauses: Points, points: Points, turns: Turns): Passage {
    const { before, within } = turns;
    const steps = stepsOf(this.first, FIRST, pauses.slice(0, before));
    if (within > 0) steps.push(...stepsOf(this.second, SECOND, points.slice(0, within)));
    else steps.push(this.second, ...(this.third === undefined ? [] : [this.third]));
    steps.push({ call: 'return', of: FIRST });
    if (within > 0) steps.push({ call: 'return', of: SECOND });
    const entries: ShownEntry[] = [];
    this.load();
    try {
      for (const step of steps) {
        const outcome = this.take(step);
        entries.push({ outcome, snapshot: this.body.snapshot() });
        if (step.call === 'return' && outcome.result === 'pending')
          return { ...turns, steps, entries, broke: 'calls wait for each other for ever' };
      }
    } catch (error) {
      return { ...turns, steps, entries, broke: error instanceof Error ? error.message : String(error) };
    }
    return { ...turns, steps, entries, broke: undefined };
  }

  private take(step: Step): Entry['outcome'] {
    if (step.call === 'return') return this.body.finish(step.of);
    if (step.call === 'resume') return this.body.resume(step.of, step.pause);
    if (step.begins === undefined) return this.body.step(step);
    return this.body.begin(step.begins, step.begins === FIRST ? this.first : this.second, step.pause);
  }
}

/** A call goes on to the last of these points, as a trace says it: by its label, as often as it comes to a point of this label. */
function stepsOf(call: FlightCall, name: string, points: Points): Step[] {
  const pause = points.at(-1)!;
  const again = points.filter((point) => point === pause).length - 1;
  return [{ ...call, begins: name, pause }, ...Array.from({ length: again }, (): Step => ({ call: 'resume', of: name, pause }))];
}
