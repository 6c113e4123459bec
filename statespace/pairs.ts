/** Calls that overlap: their numbers as actions of the model, and how many were tried. */
import { InputError } from '../schemas/input-error.ts';
import type { Turns } from './overlaps.ts';
import type { Act, Meeting } from './transition.ts';

/** More than the steps of any call in a small world. */
const MOST_STEPS = 64;

/** Exact numbers, over all states that were expanded. */
export interface PairCounts {
  /** Ordered pairs of calls, and triples where three are in flight, that overlap in some way. */
  pairs: number;
  /** Points of a first call at which a second one began. */
  points: number;
  /** Ways in which calls overlap: transitions. */
  schedules: number;
}

export class Pairs {
  counts: PairCounts = { pairs: 0, points: 0, schedules: 0 };
  private readonly acts: readonly Act[];
  private readonly three: boolean;

  /**
   * Actions have the numbers of `acts`, and from there on those of schedules.
   * @param inFlight calls at a time, 2 or 3
   */
  constructor(acts: readonly Act[], inFlight: number) {
    this.acts = acts;
    this.three = inFlight > 2;
    const most = this.three ? acts.length ** 3 + acts.length ** 2 : acts.length ** 2;
    if ((most + 1) * MOST_STEPS ** 2 > 2 ** 31) throw new InputError('too-large', 'too many calls for all their schedules', HINT);
  }

  /** All pairs, then all triples. Calls of which an allocation fails meet nobody. */
  *of(acts: Iterable<Act>): Generator<Meeting> {
    const usual = [...acts].filter(({ letter }) => letter.failure === undefined);
    for (const first of usual) for (const second of usual) yield this.meeting(first.number * this.acts.length + second.number);
    if (!this.three) return;
    for (const first of usual)
      for (const second of usual) for (const third of usual) yield this.meeting(this.numberOfTriple(first, second, third));
  }

  count(pauses: number, schedules: number): void {
    if (schedules === 0) return;
    this.counts.pairs++;
    this.counts.points += pauses;
    this.counts.schedules += schedules;
  }

  /** The number of the action. */
  numberOf({ number }: Meeting, { before, within }: Turns): number {
    if (Math.max(before, within) >= MOST_STEPS) throw new Error(`a call with ${Math.max(before, within)} steps`);
    return this.acts.length + (number * MOST_STEPS + before) * MOST_STEPS + within;
  }

  /** What an action number stands for; undefined for a call that meets no other one. */
  at(action: number): { readonly meeting: Meeting; readonly turns: Turns } | undefined {
    const code = action - this.acts.length;
    if (code < 0) return undefined;
    const turns = { before: Math.floor(code / MOST_STEPS) % MOST_STEPS, within: code % MOST_STEPS };
    return { meeting: this.meeting(Math.floor(code / MOST_STEPS ** 2)), turns };
  }

  /** Triples are numbered behind the pairs. */
  private numberOfTriple(first: Act, second: Act, third: Act): number {
    const many = this.acts.length;
    return many ** 2 + (first.number * many + second.number) * many + third.number;
  }

  private meeting(number: number): Meeting {
    const many = this.acts.length;
    const digit = (code: number, place: number): Act => this.acts[Math.floor(code / many ** place) % many]!;
    if (number < many ** 2) return { number, acts: [digit(number, 1), digit(number, 0)] };
    const code = number - many ** 2;
    return { number, acts: [digit(code, 2), digit(code, 1), digit(code, 0)] };
  }
}

const HINT = { hint: 'Take fewer calls, processes or CPUs.' };
