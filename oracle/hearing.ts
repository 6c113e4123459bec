/** The hearing of one transcript: what was seen at each step, in every reading that is left. */
import type { Call } from '../schemas/contract.ts';
import type { Entry, Outcome, Step, Transcript } from '../schemas/generated/types.ts';
import { lowered } from '../schemas/lowered.ts';
import { normalCall } from '../schemas/normal-call.ts';
import {
  Inspection,
  type Rule,
  type View,
  type World,
  advance,
  canFollow,
  circumstances,
  cloneWorld,
  readingsOf,
  viewOf,
} from '../spec/index.ts';
import { type Claims, ask, describe, newClaims, outcomesPermitted, permittedBy, weighAll } from './claims.ts';
import { type Docket, docketOf } from './docket.ts';
import { Examination, type Looking } from './examination.ts';
import { type Course, InFlight, isAccess, takesOff } from './in-flight.ts';
import type { PassageMoment, StepJudgement, StepMoment } from './judge.ts';
import type { Judgement } from './judgement.ts';
import { Record } from './record.ts';

/** At most so many readings are followed at once; what lies beyond is dropped, the likeliest being kept. */
const MOST_READINGS = 256;

/** The number of a step that is only asked about. */
const LATEST = Number.MAX_SAFE_INTEGER;

/** What serves for one transcript after the other; only one hearing goes on at a time. */
export interface Bench {
  readonly docket: Docket;
  readonly inspection: Inspection;
  /** Used again for every step. */
  readonly claims: Claims;
}

export function newBench(rules: readonly Rule[]): Bench {
  return { docket: docketOf(rules), inspection: new Inspection(), claims: newClaims() };
}

/** Told of a call and its outcome. */
type Listener = (call: Call, step: number, seen: Outcome) => void;

export class Hearing {
  private readonly docket: Docket;
  private readonly claims: Claims;
  private readonly record: Record;
  private readonly examination: Looking;
  private worlds: World[];
  private steps = 0;
  /** Undefined where steps are heard one by one. */
  private course: Course | undefined;
  /** Undefined until calls overlap. */
  private flights: InFlight | undefined;

  /**
   * @param trace the id that verdicts name
   * @param worlds the readings before the first step
   * @param looking who looks at what the body shows; where left out, that is found out and recorded here
   */
  constructor(bench: Bench, trace: string, worlds: readonly World[], looking?: Looking) {
    this.docket = bench.docket;
    this.claims = bench.claims;
    this.record = new Record(bench.docket.rules, bench.docket.none, trace);
    this.examination = looking ?? new Examination(bench.docket, bench.inspection, this.record);
    this.worlds = [...worlds];
  }

  /** One step alone. */
  step({ call, step, outcome, before, after }: StepMoment): StepJudgement {
    this.examination.goOnFrom(before);
    const permitted = this.hear(call, step, outcome);
    if (permitted || isAccess(call)) this.worlds = this.examination.look(this.worlds, call, step, outcome, after, permitted, false);
    const { violations, decided } = this.record;
    return { worlds: this.worlds, decided, violations };
  }

  /** The kinds of outcomes that some reading permits. */
  permitted(call: Call): Set<string> {
    const outcomes = new Set<string>();
    for (const world of this.worlds) {
      const { claims, count } = this.ask(viewOf(world, call, LATEST));
      for (const outcome of outcomesPermitted(claims.slice(0, count))) outcomes.add(outcome);
    }
    return outcomes;
  }

  /** Those of some outcomes of a step that a reading permits. */
  among(call: Call, step: number, outcomes: readonly Outcome[]): Outcome[] {
    const asked = this.worlds.map((world) => {
      const claims = this.ask(viewOf(world, call, step));
      return outcomes.map((outcome) => weighAll(claims, outcome) === 0);
    });
    return outcomes.filter((_, i) => asked.some((answers) => answers[i]));
  }

  /** Steps among which calls overlap; none is in flight before or after. */
  passage({ steps, entries, step, before }: PassageMoment): StepJudgement {
    this.examination.goOnFrom(before);
    this.goThrough({ steps, entries, first: step });
    const { violations, decided } = this.record;
    return { worlds: this.worlds, decided, violations };
  }

  /** `before` is told of each outcome before it is heard, while `among` can be asked about the step. */
  run(transcript: Transcript, before?: Listener): Judgement {
    const { entries, status, reason, trace } = transcript;
    const divergedAt = this.goThrough({ steps: trace.steps, calls: lowered(trace).calls, entries, first: 0 }, before);
    const { violations, decided } = this.record;
    const judgement = { trace, status, steps: this.steps, decided, violations };
    if (reason === undefined && status !== 'broken' && divergedAt === undefined) return judgement;
    return {
      ...judgement,
      ...(reason === undefined ? {} : { reason }),
      ...(status === 'broken' ? { brokeAt: entries.length } : {}),
      ...(divergedAt === undefined ? {} : { divergedAt }),
    };
  }

  /** The step at which what was seen is not permitted. */
  private goThrough(course: Course, before?: Listener): number | undefined {
    const { steps, calls, entries, first } = course;
    this.course = course;
    let divergedAt: number | undefined;
    for (let i = 0; i < entries.length && divergedAt === undefined; i++) {
      const given = steps[i];
      const known = calls?.[i];
      const call = typeof known === 'object' ? known : given && this.callOf(given);
      if (!given || !call) continue;
      const among = this.overlapping;
      const { outcome } = entries[i]!;
      if (outcome.result !== 'unsupported') before?.(call, first + i, outcome);
      const permitted = this.follow(given, call, first + i, entries[i]!);
      if (!permitted) divergedAt = first + i;
      // Looks into the layout still mean something after an access that nothing permits.
      if (permitted || isAccess(call)) this.look(call, first + i, entries[i]!, permitted, among);
    }
    return divergedAt;
  }

  private get overlapping(): boolean {
    return this.flights !== undefined && this.flights.size > 0;
  }

  /** The call that a step is about; undefined for the return of one that was performed where it began. */
  private callOf(step: Step): Call | undefined {
    return step.call === 'return' || step.call === 'resume' ? this.flights?.get(step.of)?.call : normalCall(step);
  }

  /** Judges what the step answered; false when no reading permits it. */
  private follow(given: Step, call: Call, step: number, entry: Entry): boolean {
    const { outcome } = entry;
    if (outcome.result === 'unsupported' || given.call === 'resume') return true;
    if (given.call === 'return') return this.land(given.of, call, step, outcome);
    this.steps++;
    if (takesOff(given, entry)) {
      this.takeOff(given.begins!, call, step);
      return true;
    }
    return this.overlapping ? this.hearAmong(this.flights!, call, step, outcome) : this.hear(call, step, outcome);
  }

  /** A call is in flight from here on. */
  private takeOff(name: string, call: Call, step: number): void {
    this.flights ??= new InFlight(this.course!, (view, seen) => this.heldBy(view, seen));
    this.flights.begin(name, call, step, this.worlds);
  }

  /** Holds what the body shows after a step against the structural rules. */
  private look(call: Call, step: number, { outcome, snapshot }: Entry, permitted: boolean, among: boolean): void {
    const shown = snapshot ?? (outcome.result === 'done' ? outcome.snapshot : undefined);
    if (!shown) return;
    if (this.overlapping) this.examination.lookAmong(this.flights!.unfold(this.worlds), call, step, outcome, shown);
    else this.worlds = this.examination.look(this.worlds, call, step, outcome, shown, permitted, among);
  }

  /** A call in flight returns. */
  private land(name: string, call: Call, step: number, seen: Outcome): boolean {
    const flights = this.flights!;
    const pending = flights.get(name)!;
    const kept = flights.end(name, flights.unfold(this.worlds));
    if (kept.length === 0) {
      this.accuse(this.likeliest(call, step, seen), step, seen);
      return false;
    }
    for (const rule of pending.held) this.record.decide(rule);
    this.worlds = kept.slice(0, MOST_READINGS);
    return true;
  }

  /** Judges a call that begins and returns while others are in flight. An access is permitted what any reading permits. */
  private hearAmong(flights: InFlight, call: Call, step: number, seen: Outcome): boolean {
    this.worlds = [...flights.unfold(this.worlds)];
    if (!isAccess(call)) return this.hear(call, step, seen);
    const world = this.worlds.find((w) => this.heldBy(viewOf(w, call, step), seen));
    if (!world) {
      this.accuse(this.likeliest(call, step, seen), step, seen);
      return false;
    }
    for (const rule of this.heldBy(viewOf(world, call, step), seen)!) this.record.decide(rule);
    this.worlds = this.worlds.filter((w) => canFollow(viewOf(w, call, step), seen));
    for (const w of this.worlds) advance(viewOf(w, call, step), seen, 'as-seen');
    return true;
  }

  /** The rules that hold for an outcome; undefined where some rule forbids it. */
  private heldBy(view: View, seen: Outcome): readonly number[] | undefined {
    const claims = this.ask(view);
    if (weighAll(claims, seen) > 0) return undefined;
    const { count, rules, weights } = claims;
    return rules.slice(0, count).filter((_, k) => weights[k] === 'held');
  }

  /** Judges the outcome of a step in every reading; false when no reading permits it. */
  private hear(call: Call, step: number, seen: Outcome): boolean {
    const only = this.worlds.length === 1 ? this.worlds[0]! : undefined;
    return (only !== undefined && this.hearOne(only, call, step, seen)) || this.hearEach(call, step, seen);
  }

  private hearEach(call: Call, step: number, seen: Outcome): boolean {
    const next: World[] = [];
    for (const world of this.worlds) {
      const view = viewOf(world, call, step);
      const claims = this.ask(view);
      if (weighAll(claims, seen) > 0) continue;
      if (next.length === 0) this.count(claims);
      follow(view, world, seen, next, (w) => this.copy(w));
    }
    if (next.length === 0) {
      this.accuse(this.likeliest(call, step, seen), step, seen);
      return false;
    }
    this.worlds = next.length > MOST_READINGS ? next.slice(0, MOST_READINGS) : next;
    return true;
  }

  /** The usual case: one reading before the step, and one after it. False where it is another case. */
  private hearOne(world: World, call: Call, step: number, seen: Outcome): boolean {
    const view = viewOf(world, call, step);
    const claims = this.ask(view);
    if (weighAll(claims, seen) > 0) return false;
    const readings = readingsOf(view, seen);
    if (readings.length > 1) return false;
    this.count(claims);
    advance(view, seen, readings[0]!);
    return true;
  }

  private copy(world: World): World {
    return this.flights ? this.flights.copy(world) : cloneWorld(world);
  }

  /** The claims of all rules on a step. What is returned is used up by the next call. */
  private ask(view: View): Claims {
    ask(this.docket, view, this.claims);
    return this.claims;
  }

  /** Among readings that all find fault, the view of the one that finds least. */
  private likeliest(call: Call, step: number, seen: Outcome): View {
    let best: { readonly view: View; readonly faults: number } | undefined;
    for (const world of this.worlds) {
      const view = viewOf(world, call, step);
      const faults = weighAll(this.ask(view), seen);
      if (!best || faults < best.faults) best = { view, faults };
    }
    return best!.view;
  }

  /** What any reading permits at the step of a view, in words; what that view permits comes first. */
  private permittedAnywhere(first: View): string[] {
    const views = [first, ...this.worlds.map((world) => viewOf(world, first.call, first.step))];
    const words = views.flatMap((view) => {
      const { claims, count } = this.ask(view);
      return permittedBy(claims.slice(0, count));
    });
    return [...new Set(words)];
  }

  private count({ count, rules, weights }: Claims): void {
    for (let k = 0; k < count; k++) if (weights[k] === 'held') this.record.decide(rules[k]!);
  }

  /** No reading permits what was seen: names the rules that a reading finds violated. */
  private accuse(view: View, step: number, seen: Outcome): void {
    const permitted = this.permittedAnywhere(view);
    const claims = this.ask(view);
    const { count, rules, weights } = claims;
    weighAll(claims, seen);
    const because = circumstances(view);
    for (let k = 0; k < count; k++) {
      if (weights[k] !== 'violated') continue;
      const { call } = view;
      const who = 'process' in call && call.process !== undefined ? `${call.process}'s ${call.call}` : call.call;
      const why = `${who} answered "${describe(seen)}" where ${permitted.join(' or ')} is permitted${because === '' ? '' : `: ${because}`}.`;
      this.record.violate(rules[k]!, step, { permitted, seen: describe(seen), why });
    }
  }
}

/** Advances a world, once for each reading of what was seen. */
function follow(view: View, world: World, seen: Outcome, next: World[], copyOf: (world: World) => World): void {
  const readings = readingsOf(view, seen);
  if (readings.length === 1) {
    advance(view, seen, readings[0]!);
    next.push(world);
    return;
  }
  const last = readings.length - 1;
  for (let i = 0; i < last; i++) {
    const copy = copyOf(world);
    advance(viewOf(copy, view.call, view.step), seen, readings[i]!);
    next.push(copy);
  }
  advance(view, seen, readings[last]!);
  next.push(world);
}
