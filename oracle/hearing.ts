/** The hearing of one transcript: what was seen at each step, in every reading that is left. */
import type { Call } from '../schemas/contract.ts';
import type { Outcome, Transcript } from '../schemas/generated/types.ts';
import { normalCall } from '../schemas/normal-call.ts';
import {
  Inspection,
  type Positions,
  type View,
  type World,
  advance,
  circumstances,
  cloneWorld,
  readingsOf,
  viewOf,
} from '../spec/index.ts';
import { type Claims, ask, describe, newClaims, outcomesPermitted, permittedBy, weighAll } from './claims.ts';
import type { Docket } from './docket.ts';
import { Examination } from './examination.ts';
import type { StepJudgement, StepMoment } from './judge.ts';
import type { Judgement } from './judgement.ts';
import { Record } from './record.ts';

/** At most so many readings are followed at once; what lies beyond is dropped, the likeliest being kept. */
const MOST_READINGS = 256;

/** The number of a step that is only asked about. */
const LATEST = Number.MAX_SAFE_INTEGER;

/** What serves for one transcript after the other. */
export interface Bench {
  readonly docket: Docket;
  readonly positions: Positions;
}

export class Hearing {
  private readonly docket: Docket;
  /** Used again for every step. */
  private readonly claims = newClaims();
  private readonly record: Record;
  private readonly examination: Examination;
  private worlds: World[];
  private steps = 0;

  /**
   * @param trace the id that verdicts name
   * @param worlds the readings before the first step
   */
  constructor(bench: Bench, trace: string, worlds: readonly World[]) {
    this.docket = bench.docket;
    this.record = new Record(bench.docket.rules, bench.docket.none, trace);
    this.examination = new Examination(bench.docket, new Inspection(bench.positions), this.record);
    this.worlds = [...worlds];
  }

  /** One step alone. */
  step({ call, step, outcome, before, after }: StepMoment): StepJudgement {
    this.examination.goOnFrom(before);
    const permitted = this.hear(call, step, outcome);
    if (permitted || leavesLayout(call)) this.worlds = this.examination.look(this.worlds, call, step, outcome, after, permitted);
    const { decided, violations } = this.record;
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

  run({ entries, status, reason, trace }: Transcript): Judgement {
    let divergedAt: number | undefined;
    for (let i = 0; i < entries.length && divergedAt === undefined; i++) {
      const given = trace.steps[i];
      if (!given || given.call === 'return') continue;
      const call = normalCall(given);
      const { outcome, snapshot } = entries[i]!;
      if (outcome.result !== 'unsupported') {
        this.steps++;
        if (!this.hear(call, i, outcome)) divergedAt = i;
      }
      const shown = snapshot ?? (outcome.result === 'done' ? outcome.snapshot : undefined);
      const permitted = divergedAt === undefined;
      if (shown && (permitted || leavesLayout(call))) this.worlds = this.examination.look(this.worlds, call, i, outcome, shown, permitted);
    }
    const { decided, violations } = this.record;
    const judgement = { trace, status, steps: this.steps, decided, violations };
    if (reason === undefined && status !== 'broken' && divergedAt === undefined) return judgement;
    return {
      ...judgement,
      ...(reason === undefined ? {} : { reason }),
      ...(status === 'broken' ? { brokeAt: entries.length } : {}),
      ...(divergedAt === undefined ? {} : { divergedAt }),
    };
  }

  /** Judges the outcome of a step in every reading; false when no reading permits it. */
  private hear(call: Call, step: number, seen: Outcome): boolean {
    const { worlds } = this;
    const only = worlds.length === 1 ? worlds[0]! : undefined;
    if (only && this.hearOne(only, call, step, seen)) return true;
    const next: World[] = [];
    for (const world of worlds) {
      const view = viewOf(world, call, step);
      const claims = this.ask(view);
      if (weighAll(claims, seen) > 0) continue;
      if (next.length === 0) this.count(claims);
      follow(view, world, seen, next);
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

  private count({ count, rules, weights }: Claims): void {
    for (let k = 0; k < count; k++) if (weights[k] === 'held') this.record.decide(rules[k]!);
  }

  /** No reading permits what was seen: names the rules that a reading finds violated. */
  private accuse(view: View, step: number, seen: Outcome): void {
    const claims = this.ask(view);
    const { count, rules, weights } = claims;
    weighAll(claims, seen);
    const permitted = permittedBy(claims.claims.slice(0, count));
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

/** Looks into the layout still mean something after an outcome of this call that nothing permits. */
function leavesLayout({ call }: Call): boolean {
  return call === 'load' || call === 'store';
}

/** Advances a world, once for each reading of what was seen. */
function follow(view: View, world: World, seen: Outcome, next: World[]): void {
  const readings = readingsOf(view, seen);
  if (readings.length === 1) {
    advance(view, seen, readings[0]!);
    next.push(world);
    return;
  }
  const last = readings.length - 1;
  for (let i = 0; i < last; i++) {
    const copy = cloneWorld(world);
    advance(viewOf(copy, view.call, view.step), seen, readings[i]!);
    next.push(copy);
  }
  advance(view, seen, readings[last]!);
  next.push(world);
}
