/** Calls that overlap, as transitions: performed in every way in which they take turns, and judged. */
import type { Judge, StepJudgement } from '../oracle/judge.ts';
import { takesTime } from '../reference/index.ts';
import type { FlightCall } from '../reference/index.ts';
import type { Call } from '../schemas/contract.ts';
import type { Step } from '../schemas/generated/types.ts';
import type { World } from '../spec/index.ts';
import type { Clock } from './clock.ts';
import type { Readings } from './history-side.ts';
import type { MachineMeeting, MachinePassage } from './machine-side.ts';
import type { Turns } from './overlaps.ts';
import type { Halves, Places } from './places.ts';
import { childOf } from './children.ts';
import { processName } from './small-world.ts';
import { NOTHING_PERMITTED, OVERLAPPED, brokenAt, indicesOf } from './transition.ts';
import type { Act, Meeting, Overlap, State, Transition } from './transition.ts';

/** A state, with its readings; everything at its old place. */
interface End extends State {
  readonly readings: Readings;
}

export interface MeetingTerms {
  readonly halves: Halves;
  readonly places: Places;
  readonly judge: Judge;
  readonly clock: Clock;
  /** Whether ways that answer alike are judged together; with the same verdicts, each is judged on its own. */
  readonly jointly: boolean;
}

/** A passage under the names of a state, and what it is there. */
interface Told {
  readonly steps: readonly Step[];
  readonly transition: Transition;
}

const ENDING: ReadonlySet<string> = new Set(['exit', 'exec']);

export class Meetings {
  private readonly terms: MeetingTerms;
  /** Where calls lead one after the other from a state, by their numbers: both orders of a pair are asked for twice. */
  private ends: { readonly of: State; readonly known: Map<string, readonly End[]> } | undefined;

  constructor(terms: MeetingTerms) {
    this.terms = terms;
  }

  /** May they be in flight together? Who ends, or begins anew, makes no other call meanwhile or later; children need a place each. */
  canOverlap(state: State, { acts }: Meeting): boolean {
    const calls = this.callsOf(state, acts);
    if (!calls.every(takesTime)) return false;
    if (calls.some(({ call, process }, i) => ENDING.has(call) && calls.slice(i + 1).some((later) => later.process === process)))
      return false;
    const births = acts.filter((act) => act?.letter.bears).length;
    const { machines, naming } = this.terms.halves;
    return machines.alive(state.machine).size + births <= naming.processes.length;
  }

  /** Every way in which they overlap. `pauses`: points of the first call at which the second begins. */
  meet(state: State, { number, acts }: Meeting): { readonly pauses: number; readonly overlaps: readonly Overlap[] } {
    const meeting = this.meeting(state, number, acts);
    const { pauses, passages } = meeting;
    const ends = passages.length === 0 ? [] : this.endsOf(state, acts);
    const judgements = this.judged(state, meeting);
    const known: Map<StepJudgement, Map<number, Transition>> = new Map();
    const overlaps = passages.map((passage, i) => {
      const judgement = judgements[i]!;
      const ofJudgement = known.get(judgement) ?? new Map<number, Transition>();
      known.set(judgement, ofJudgement);
      const transition = ofJudgement.get(passage.to) ?? this.passed(state, passage, judgement, ends);
      ofJudgement.set(passage.to, transition);
      return { turns: passage, transition };
    });
    return { pauses, overlaps };
  }

  /** One of these ways, and its steps under the names of the state. */
  passage(state: State, { number, acts }: Meeting, { before, within }: Turns): Told {
    const meeting = this.meeting(state, number, acts);
    const found = meeting.passages.find((passage) => passage.before === before && passage.within === within);
    if (found === undefined) throw new Error('calls overlap no longer as they did');
    const judgement = this.heard(state, found, meeting);
    return { steps: found.steps, transition: this.passed(state, found, judgement, this.endsOf(state, acts)) };
  }

  private callOf(state: State, { letter, process, cpu }: Act, nth = 0): Call {
    return letter.call({ process: processName(process), cpu, child: childOf(this.terms.halves, state, nth) });
  }

  /** Of several births each has a place of its own. */
  private callsOf(state: State, acts: Meeting['acts']): Call[] {
    let born = 0;
    return acts.flatMap((act) => (act === undefined ? [] : [this.callOf(state, act, act.letter.bears ? born++ : 0)]));
  }

  private meeting(state: State, number: number, acts: Meeting['acts']): MachineMeeting {
    const [first, second, third] = this.callsOf(state, acts) as FlightCall[];
    return this.terms.halves.machines.meet(state.machine, number, third === undefined ? [first!, second!] : [first!, second!, third]);
  }

  /** A judgement for each passage. Those that differ only in what was shown are judged jointly. */
  private judged(state: State, meeting: MachineMeeting): StepJudgement[] {
    const { passages } = meeting;
    if (!this.terms.jointly) return passages.map((passage) => this.heard(state, passage, meeting));
    const judgements: StepJudgement[] = [];
    passages.forEach(({ like, steps, entries }, first) => {
      if (like !== first) return;
      const alike = passages.flatMap((passage, i) => (passage.like === first ? [i] : []));
      const shown = alike.map((i) => passages[i]!.entries.map(({ snapshot }) => snapshot));
      const step = this.terms.clock.pass(steps.length);
      const worlds = this.terms.halves.histories.load(state.history);
      const joint = this.terms.judge.hearJointly({ worlds, step, steps, entries, before: meeting.before, shown });
      alike.forEach((i, k) => (judgements[i] = joint[k]!));
    });
    return judgements;
  }

  private heard(state: State, { steps, entries }: MachinePassage, { before }: MachineMeeting): StepJudgement {
    const worlds = this.terms.halves.histories.load(state.history);
    return this.terms.judge.hearPassage({ worlds, step: this.terms.clock.pass(steps.length), steps, entries, before });
  }

  private passed(state: State, { to: machine, broke }: MachinePassage, heard: StepJudgement, ends: readonly End[]): Transition {
    const { halves, places } = this.terms;
    const { violations, worlds, decided } = heard;
    if (broke !== undefined && violations.length === 0) return brokenAt(state, broke, places.unmoved);
    const machines = [state.machine, machine] as const;
    const seen = { machines, kind: OVERLAPPED, decided: indicesOf(decided), violations, permitted: NOTHING_PERMITTED };
    if (violations.length > 0) return { to: undefined, order: places.unmoved, ...seen };
    const readings = halves.histories.readingsOf(worlds);
    const end = ends.find((one) => one.machine === machine && [...one.readings.keys()].every((text) => readings.has(text)));
    return { ...places.placed(machine, end?.history ?? halves.histories.ofReadings(readings)), ...seen };
  }

  /**
   * Where they lead one after the other, in any order that there may have been. An overlap that ends on the same machine, with all the readings of such an end
   * among its own, leads to that end here: what is forbidden there with all of its readings is forbidden with fewer.
   */
  private endsOf(state: State, acts: Meeting['acts']): End[] {
    if (this.ends?.of !== state) this.ends = { of: state, known: new Map() };
    const { known } = this.ends;
    return ordersOf(acts).flatMap((order) => {
      const key = order.map(({ number }) => number).join(' ');
      const found = known.get(key) ?? this.endOf(state, order);
      known.set(key, found);
      return found;
    });
  }

  /** Where calls lead one after the other; nowhere, where something goes wrong. */
  private endOf(state: State, acts: readonly Act[]): readonly End[] {
    const { histories, machines } = this.terms.halves;
    let end: { machine: number; worlds: readonly World[] } = { machine: state.machine, worlds: histories.load(state.history) };
    for (const act of acts) {
      const call = this.callOf({ ...state, machine: end.machine }, act);
      if (!machines.alive(end.machine).has(processName(act.process))) return [];
      const { outcome, to, before, after } = machines.take(end.machine, act.number, call);
      if (typeof outcome === 'string') return [];
      const heard = this.terms.judge.hear({ worlds: end.worlds, step: this.terms.clock.pass(1), call, outcome, before, after });
      if (heard.violations.length > 0) return [];
      end = { machine: to, worlds: heard.worlds };
    }
    const readings = histories.readingsOf(end.worlds);
    return [{ machine: end.machine, history: histories.ofReadings(readings), readings }];
  }
}

/** The first may come before, between and after the others. */
function ordersOf([first, second, third]: Meeting['acts']): Act[][] {
  const others = third === undefined ? [second] : [second, third];
  return [...others, undefined].map((_, at) => others.toSpliced(at, 0, first));
}
