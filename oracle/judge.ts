/**
 * The judge: follows a transcript with the specification, and says at each step which rules held and which are violated.
 * Where the sources permit several readings it follows all of them, and drops those that what was seen rules out.
 * It knows nothing of what the rules are about.
 */
import type { Call } from '../schemas/contract.ts';
import type { Entry, Outcome, Snapshot, Step, Trace, Transcript, Verdict } from '../schemas/generated/types.ts';
import { normalCall } from '../schemas/normal-call.ts';
import { InputError } from '../schemas/input-error.ts';
import {
  type Inspection,
  type Moment,
  type Rule,
  type View,
  type World,
  advance,
  begin,
  canFollow,
  circumstances,
  generations,
  inspectionOf,
  moveTo,
  processOf,
  profiles,
  readingsOf,
  rulesInForce,
  sameLayout,
  sameRest,
  targetOf,
  viewOf,
} from '../spec/index.ts';
import { InFlight, isAccess, takesOff } from './in-flight.ts';
import type { Judgement } from './judgement.ts';
import { type Claims, anyViolated, describe, newClaims, permittedBy, refusalsOf, settles, weigh } from './weigh.ts';

export interface JudgeOptions {
  readonly generation: string;
  readonly profile: string;
  /** The body says that it implements the generation. */
  readonly claims: boolean;
}

export interface Judge {
  readonly rules: readonly Rule[];
  judge(transcript: Transcript): Judgement;
}

/** At most so many readings are followed at once; what lies beyond is dropped, the likeliest being kept. */
const MOST_READINGS = 256;

/** Throws InputError for an unknown generation or profile. */
export function createJudge(options: JudgeOptions): Judge {
  const traits = generations.find((g) => g.id === options.generation);
  const profile = profiles.find((p) => p.id === options.profile);
  if (!traits)
    throw unknown(
      'generation',
      options.generation,
      generations.map((g) => g.id),
    );
  if (!profile)
    throw unknown(
      'profile',
      options.profile,
      profiles.map((p) => p.id),
    );
  const docket = docketOf(rulesInForce(traits));
  return {
    rules: docket.rules,
    judge: (transcript) => {
      const world = begin(transcript.trace, traits, profile.choices, options.claims);
      return new Hearing(docket, transcript, world).run();
    },
  };
}

function unknown(what: string, name: string, known: readonly string[]): InputError {
  return new InputError(`unknown-${what}`, `there is no ${what} ${name}`, { hint: `known: ${known.join(', ')}` });
}

interface Witness {
  readonly concerns: number;
  readonly fallback: boolean;
  readonly onAccess: Rule['onAccess'];
  readonly onCall: Rule['onCall'];
  readonly inspect: Rule['inspect'];
}

/** The rules in force, sorted by when they are heard. Numbers are indices into `rules`. */
interface Docket {
  readonly rules: readonly Rule[];
  /** Used again for every step. */
  readonly claims: Claims;
  /** The inspection made last: the next one takes over its lists. */
  last: Inspection | undefined;
  /** What of each rule is asked at every step. All are made alike, which makes asking them cheap. */
  readonly witnesses: readonly Witness[];
  readonly access: readonly number[];
  readonly byCall: ReadonlyMap<string, readonly number[]>;
  readonly rest: Due;
  /** Those that hold while calls are in flight too. */
  readonly inFlight: Due;
}

/** The rules on snapshots, by when they are due. */
interface Due {
  readonly onLayout: readonly number[];
  readonly onChange: readonly number[];
  readonly onStep: readonly number[];
}

function docketOf(rules: readonly Rule[]): Docket {
  const indices = rules.map((_, i) => i);
  const due = (when: Rule['due'], among: readonly number[]): number[] =>
    among.filter((i) => rules[i]!.inspect && (rules[i]!.due ?? 'layout') === when);
  const always = indices.filter((i) => rules[i]!.inFlight);
  const fallbackLast = indices.toSorted((a, b) => Number(rules[a]!.fallback ?? false) - Number(rules[b]!.fallback ?? false));
  const byCall = new Map<string, number[]>();
  for (const i of fallbackLast)
    for (const call of rules[i]!.calls ?? []) {
      const list = byCall.get(call);
      if (list) list.push(i);
      else byCall.set(call, [i]);
    }
  const witnesses = rules.map(({ concerns = 0, fallback = false, onAccess, onCall, inspect }) => ({
    concerns,
    fallback,
    onAccess,
    onCall,
    inspect,
  }));
  return {
    rules,
    claims: newClaims(),
    last: undefined,
    witnesses,
    access: fallbackLast.filter((i) => rules[i]!.onAccess),
    byCall,
    rest: { onLayout: due('layout', indices), onChange: due('change', indices), onStep: due('step', indices) },
    // What a step did cannot be told from what others did meanwhile.
    inFlight: { onLayout: due('layout', always), onChange: due('change', always), onStep: [] },
  };
}

const NO_RULES: readonly number[] = [];

/** The hearing of one transcript. */
class Hearing {
  private readonly docket: Docket;
  private readonly transcript: Transcript;
  private readonly trace: Trace;
  private readonly decided: Uint16Array;
  private readonly violations: Verdict[] = [];
  private worlds: World[];
  private inspection: Inspection | undefined;
  private version = -1;
  private before: Snapshot | undefined;
  private steps = 0;
  private readonly inFlight: InFlight;

  constructor(docket: Docket, transcript: Transcript, world: World) {
    this.docket = docket;
    this.transcript = transcript;
    this.trace = transcript.trace;
    this.decided = new Uint16Array(docket.rules.length);
    this.worlds = [world];
    this.inFlight = new InFlight(transcript, (view, seen) => this.heldBy(view, seen));
  }

  run(): Judgement {
    const { entries, status, reason } = this.transcript;
    let divergedAt: number | undefined;
    for (let i = 0; i < entries.length && divergedAt === undefined; i++) {
      const given = this.trace.steps[i];
      if (!given) continue;
      const { outcome, snapshot } = entries[i]!;
      const call = this.callOf(given);
      if (!call) continue;
      const among = this.inFlight.size > 0;
      if (!this.follow(given, call, i, entries[i]!)) divergedAt = i;
      const shown = snapshot ?? (outcome.result === 'done' ? outcome.snapshot : undefined);
      if (!shown || (divergedAt !== undefined && !leavesLayout(call))) continue;
      if (this.inFlight.size > 0) this.lookAmong(call, i, outcome, shown);
      else
        this.look(call, i, outcome, shown, divergedAt === undefined, among ? { ...this.docket.rest, onStep: NO_RULES } : this.docket.rest);
    }
    return {
      trace: this.trace,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(status === 'broken' ? { brokeAt: entries.length } : {}),
      steps: this.steps,
      decided: this.decided,
      violations: this.violations,
      ...(divergedAt === undefined ? {} : { divergedAt }),
    };
  }

  /** The call that a step is about; undefined for the return of one that was performed where it began. */
  private callOf(step: Step): Call | undefined {
    return step.call === 'return' || step.call === 'resume' ? this.inFlight.get(step.of)?.call : normalCall(step);
  }

  /** Judges what the step answered; false when no reading permits it. */
  private follow(given: Step, call: Call, step: number, entry: Entry): boolean {
    const { outcome } = entry;
    if (outcome.result === 'unsupported' || given.call === 'resume') return true;
    if (given.call === 'return') return this.land(given.of, call, step, outcome);
    this.steps++;
    if (takesOff(given, entry)) {
      this.inFlight.begin(given.begins!, call, step, this.worlds);
      return true;
    }
    return this.inFlight.size > 0 ? this.hearAmong(call, step, outcome) : this.hear(call, step, outcome);
  }

  /** A call in flight returns. */
  private land(name: string, call: Call, step: number, seen: Outcome): boolean {
    const held = this.inFlight.get(name)!;
    const all = this.inFlight.unfold(this.worlds);
    const kept = this.inFlight.end(name, all);
    if (kept.length === 0) {
      this.accuse(this.likeliest(call, step, seen), step, seen);
      return false;
    }
    for (const rule of held.held) this.decide(rule);
    this.worlds = kept.slice(0, MOST_READINGS);
    return true;
  }

  /** Judges a call that begins and returns while others are in flight. An access is permitted what any reading permits. */
  private hearAmong(call: Call, step: number, seen: Outcome): boolean {
    this.worlds = this.inFlight.unfold(this.worlds);
    if (!isAccess(call)) return this.hear(call, step, seen);
    const world = this.worlds.find((w) => this.heldBy(viewOf(w, call, step), seen));
    if (!world) {
      this.accuse(this.likeliest(call, step, seen), step, seen);
      return false;
    }
    this.count(this.claimsOf(viewOf(world, call, step)), seen);
    this.worlds = this.worlds.filter((w) => canFollow(viewOf(w, call, step), seen));
    for (const w of this.worlds) advance(viewOf(w, call, step), seen, 'as-seen');
    return true;
  }

  private heldBy(view: View, seen: Outcome): readonly number[] | undefined {
    const claims = this.claimsOf(view);
    if (anyViolated(claims, seen)) return undefined;
    const { count, rules, claims: all, refusals } = claims;
    return rules.slice(0, count).filter((_, k) => weigh(all[k]!, seen, refusals) === 'held');
  }

  /** Judges the outcome of a step in every reading; false when no reading permits it. */
  private hear(call: Call, step: number, seen: Outcome): boolean {
    const { worlds } = this;
    const only = worlds.length === 1 ? worlds[0]! : undefined;
    if (only && this.hearOne(only, call, step, seen)) return true;
    const next: World[] = [];
    for (const world of worlds) {
      const view = viewOf(world, call, step);
      const claims = this.claimsOf(view);
      if (anyViolated(claims, seen)) continue;
      if (next.length === 0) this.count(claims, seen);
      follow(view, world, seen, next, (w) => this.inFlight.copy(w));
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
    const claims = this.claimsOf(view);
    if (anyViolated(claims, seen)) return false;
    const readings = readingsOf(view, seen);
    if (readings.length > 1) return false;
    this.count(claims, seen);
    advance(view, seen, readings[0]!);
    return true;
  }

  /** The claims of all rules on a step. What is returned is used up by the next call. */
  private claimsOf(view: View): Claims {
    const { claims, witnesses } = this.docket;
    let count = 0;
    const heard = view.kind === 'access' ? this.docket.access : (this.docket.byCall.get(view.call.call) ?? NO_RULES);
    let settled = false;
    const features = view.kind === 'access' ? view.features : 0;
    for (const i of heard) {
      const witness = witnesses[i]!;
      if (view.kind === 'access' && (witness.concerns & features) !== witness.concerns) continue;
      if (settled && witness.fallback) continue;
      const claim = view.kind === 'access' ? witness.onAccess!(view) : witness.onCall!(view);
      if (!claim) continue;
      settled ||= settles(claim);
      claims.rules[count] = i;
      claims.claims[count++] = claim;
    }
    claims.count = count;
    claims.refusals = refusalsOf(claims.claims, count);
    return claims;
  }

  /** Among readings that all find fault, the view of the one that finds least. */
  private likeliest(call: Call, step: number, seen: Outcome): View {
    let best: { readonly view: View; readonly faults: number } | undefined;
    for (const world of this.worlds) {
      const view = viewOf(world, call, step);
      const { count, claims, refusals } = this.claimsOf(view);
      const faults = claims.slice(0, count).filter((c) => weigh(c, seen, refusals) === 'violated').length;
      if (!best || faults < best.faults) best = { view, faults };
    }
    return best!.view;
  }

  private count({ count, rules, claims, refusals }: Claims, seen: Outcome): void {
    for (let k = 0; k < count; k++) if (weigh(claims[k]!, seen, refusals) === 'held') this.decide(rules[k]!);
  }

  private decide(rule: number): void {
    if (this.decided[rule]! < 65535) this.decided[rule]!++;
  }

  /** No reading permits what was seen: names the rules that a reading finds violated. */
  private accuse(view: View, step: number, seen: Outcome): void {
    const { count, rules, claims, refusals } = this.claimsOf(view);
    const permitted = permittedBy(claims.slice(0, count));
    const because = circumstances(view);
    for (let k = 0; k < count; k++) {
      if (weigh(claims[k]!, seen, refusals) !== 'violated') continue;
      const { call } = view;
      const who = 'process' in call && call.process !== undefined ? `${call.process}'s ${call.call}` : call.call;
      const why = `${who} answered "${describe(seen)}" where ${permitted.join(' or ')} is permitted${because === '' ? '' : `: ${because}`}.`;
      this.violate(rules[k]!, step, { permitted, seen: describe(seen), why });
    }
  }

  private violate(rule: number, step: number, details: Pick<Verdict, 'permitted' | 'seen' | 'why'>): void {
    const { id } = this.docket.rules[rule]!;
    this.decide(rule);
    if (this.violations.some((v) => v.rule === id)) return;
    this.violations.push({ rule: id, trace: this.trace.id, verdict: 'violated', step, ...details });
  }

  /** Holds the structural rules against a snapshot, in every reading. */
  private look(call: Call, step: number, seen: Outcome, snapshot: Snapshot, permitted: boolean, due: Due): void {
    const kept: World[] = [];
    let least: readonly Wrong[] = NOTHING_WRONG;
    const { before } = this;
    for (const world of this.worlds) {
      // What nothing permits has violated a rule already; it leaves no marks that could be asked for.
      const accessed = permitted && seen.result === 'done' ? targetOf(world, call) : -1;
      const wrong = this.inspect(world, { snapshot, before, step, call, seen, process: processOf(world, call), accessed }, due);
      if (wrong.length === 0 && this.worlds.length === 1) break;
      if (wrong.length === 0) kept.push(world);
      else if (least.length === 0 || wrong.length < least.length) least = wrong;
    }
    if (kept.length > 0) this.worlds = kept;
    else this.report(least, step);
    this.before = snapshot;
  }

  /** While calls are in flight: rules that hold at every point, in some reading. None is ruled out: the tables run ahead of the TLBs. */
  private lookAmong(call: Call, step: number, seen: Outcome, snapshot: Snapshot): void {
    let least: readonly Wrong[] | undefined;
    const { before } = this;
    for (const world of this.inFlight.unfold(this.worlds)) {
      const moment = { snapshot, before, step, call, seen, process: processOf(world, call), accessed: -1 };
      const wrong = this.inspect(world, moment, this.docket.inFlight);
      if (!least || wrong.length < least.length) least = wrong;
    }
    this.report(least ?? NOTHING_WRONG, step);
    this.before = snapshot;
  }

  private report(wrong: readonly Wrong[], step: number): void {
    for (const { rule, sentence } of wrong) this.violate(rule, step, { seen: sentence, why: `${capital(sentence)}.` });
  }

  /** What the structural rules find wrong in one reading. What holds is counted for the likeliest reading. */
  private inspect(world: World, moment: Moment, { onLayout, onChange, onStep }: Due): readonly Wrong[] {
    const fresh = this.version !== world.version || this.inspection?.world !== world || !sameLayout(moment.before, moment.snapshot);
    if (fresh) {
      this.inspection = inspectionOf(world, moment, this.docket.last);
      this.docket.last = this.inspection;
    }
    if (!fresh) moveTo(this.inspection!, moment);
    this.version = world.version;
    const v = this.inspection!;
    const counts = world === this.worlds[0];
    let wrong = fresh ? this.hold(onLayout, v.features, NOTHING_WRONG, counts) : NOTHING_WRONG;
    if (fresh || !sameRest(moment.before, moment.snapshot)) wrong = this.hold(onChange, v.features, wrong, counts);
    return this.hold(onStep, v.stepFeatures, wrong, counts);
  }

  private hold(rules: readonly number[], features: number, wrong: readonly Wrong[], counts: boolean): readonly Wrong[] {
    let found: Wrong[] | undefined;
    const v = this.inspection!;
    const { witnesses } = this.docket;
    for (const i of rules) {
      const witness = witnesses[i]!;
      if ((witness.concerns & features) !== witness.concerns) continue;
      const finding = witness.inspect!(v);
      if (finding === undefined) continue;
      if (finding !== 'held') (found ??= [...wrong]).push({ rule: i, sentence: finding.wrong });
      else if (counts) this.decide(i);
    }
    return found ?? wrong;
  }
}

interface Wrong {
  readonly rule: number;
  readonly sentence: string;
}

const NOTHING_WRONG: readonly Wrong[] = [];

/** Looks into the layout still mean something after an outcome of this call that nothing permits. */
function leavesLayout({ call }: Call): boolean {
  return call === 'load' || call === 'store';
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
