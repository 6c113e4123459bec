/** Holds the structural rules against what a body shows after a step, in every reading. */
import type { Call } from '../schemas/contract.ts';
import type { Outcome, Snapshot } from '../schemas/generated/types.ts';
import { type Inspection, type Moment, NEWS, type World, processOf, targetOf, withSameParts } from '../spec/index.ts';
import type { Docket, Panel } from './docket.ts';
import type { Record } from './record.ts';

interface Wrong {
  readonly rule: number;
  readonly sentence: string;
}

const NOTHING_WRONG: readonly Wrong[] = [];
const ALL_NEW = Object.values(NEWS).reduce((all, bit) => all | bit, 0);

/** Who looks at what a body shows, and how. */
export type Looking = Pick<Examination, 'goOnFrom' | 'look' | 'lookAmong'>;

export class Examination {
  private readonly docket: Docket;
  private readonly inspection: Inspection;
  private readonly record: Record;
  private before: Snapshot | undefined;
  /** The rules to ask, and what is new to them whatever the snapshots say. */
  private panel: Panel;
  private news = 0;

  constructor(docket: Docket, inspection: Inspection, record: Record) {
    this.docket = docket;
    this.inspection = inspection;
    this.record = record;
    this.panel = docket.inspect;
  }

  /** What the body showed before the next step. `among`: calls were in flight then. */
  goOnFrom(before: Snapshot, among = false): void {
    this.before = before;
    this.panel = among ? this.docket.inFlight : this.docket.inspect;
  }

  /**
   * Looks at one snapshot; gives the readings that it leaves.
   * @param permitted what was seen at the step is permitted: what is not has violated a rule already, and leaves no marks
   * that could be asked for
   * @param among calls were in flight during the step, of which none is left
   */
  look(worlds: World[], call: Call, step: number, seen: Outcome, shown: Snapshot, permitted: boolean, among: boolean): World[] {
    const moment = this.next(call, step, seen, shown, among ? this.docket.landed : this.docket.inspect);
    if (worlds.length > 1) return this.lookInEach(worlds, moment, permitted);
    const only = worlds[0]!;
    this.report(this.inspect(only, moment, accessedBy(only, moment, permitted), true), step);
    return worlds;
  }

  /** The readings in which nothing is wrong; where there are none, all are left, and what is wrong in the best of them is reported. */
  private lookInEach(worlds: World[], moment: Moment, permitted: boolean): World[] {
    const kept: World[] = [];
    let least: readonly Wrong[] = NOTHING_WRONG;
    for (const world of worlds) {
      const wrong = this.inspect(world, moment, accessedBy(world, moment, permitted), world === worlds[0]);
      if (wrong.length === 0) kept.push(world);
      else if (least.length === 0 || wrong.length < least.length) least = wrong;
    }
    if (kept.length > 0) return kept;
    this.report(least, moment.step);
    return worlds;
  }

  /**
   * While calls are in flight: rules that hold at every point, in some reading. None is ruled out: the tables run ahead of the
   * TLBs.
   */
  lookAmong(worlds: readonly World[], call: Call, step: number, seen: Outcome, shown: Snapshot): void {
    const moment = this.next(call, step, seen, shown, this.docket.inFlight);
    let least: readonly Wrong[] | undefined;
    for (const world of worlds) {
      const wrong = this.inspect(world, moment, -1, world === worlds[0]);
      if (!least || wrong.length < least.length) least = wrong;
    }
    this.report(least ?? NOTHING_WRONG, step);
  }

  /** To rules that were not asked while calls were in flight everything is new. */
  private next(call: Call, step: number, seen: Outcome, shown: Snapshot, panel: Panel): Moment {
    const { before } = this;
    const moment = { snapshot: withSameParts(before, shown), before, step, call, seen };
    this.before = moment.snapshot;
    this.news = this.panel === this.docket.inFlight && panel !== this.panel ? ALL_NEW : 0;
    this.panel = panel;
    return moment;
  }

  /** What the structural rules find wrong in one reading. What holds is counted for the likeliest reading. */
  private inspect(world: World, moment: Moment, accessed: number, counts: boolean): readonly Wrong[] {
    const v = this.inspection;
    const features = v.lay(world, moment, processOf(world, moment.call), accessed) | this.news;
    const concerned = this.panel.concernedBy(features);
    const { asked } = concerned;
    let found: Wrong[] | undefined;
    for (let i = 0; i < asked.length; i++) {
      const { rule, inspect } = asked[i]!;
      const finding = inspect!(v);
      if (finding === undefined) continue;
      if (finding !== 'held') (found ??= []).push({ rule, sentence: finding.wrong });
      else if (counts) this.record.decide(rule);
    }
    if (counts) this.record.settle(concerned.settled);
    return found ?? NOTHING_WRONG;
  }

  private report(wrong: readonly Wrong[], step: number): void {
    for (const { rule, sentence } of wrong) this.record.violate(rule, step, { seen: sentence, why: `${capital(sentence)}.` });
  }
}

/** What was accessed with success, as `Inspection.accessed` wants it. */
function accessedBy(world: World, { call, seen }: Moment, permitted: boolean): number {
  return permitted && seen.result === 'done' ? targetOf(world, call) : -1;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
