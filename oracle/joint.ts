/**
 * Looks at several passages that differ in what the body showed, and in nothing else. The readings are the same for all of them; what is
 * shown twice, after the same as before, is looked at once.
 */
import type { Call } from '../schemas/contract.ts';
import type { Outcome, Snapshot, Verdict } from '../schemas/generated/types.ts';
import { type World, cloneWorld } from '../spec/index.ts';
import { Examination, type Looking } from './examination.ts';
import type { Bench } from './hearing.ts';
import type { JointMoment, StepJudgement } from './judge.ts';
import { Record } from './record.ts';

/** What one look found. */
interface Look extends Pick<StepJudgement, 'decided' | 'violations'> {
  /** The readings that it leaves. */
  readonly worlds: readonly World[];
}

type Looker = (examination: Examination, shown: Snapshot) => readonly World[];

export class JointExamination implements Looking {
  private readonly bench: Bench;
  private readonly moment: JointMoment;
  /** By passage, in the order of the steps. */
  private readonly looks: Look[][];

  constructor(bench: Bench, moment: JointMoment) {
    this.bench = bench;
    this.moment = moment;
    this.looks = moment.shown.map(() => []);
  }

  /** Each passage goes on from what it showed itself. */
  goOnFrom(): void {}

  look(worlds: World[], call: Call, step: number, seen: Outcome, _: Snapshot, permitted: boolean, among: boolean): World[] {
    // A look may mark readings, for looks that follow.
    this.each(step, (examination, shown) => examination.look(worlds.map(cloneWorld), call, step, seen, shown, permitted, among));
    return worlds;
  }

  lookAmong(worlds: readonly World[], call: Call, step: number, seen: Outcome): void {
    this.each(step, (examination, shown) => {
      examination.lookAmong(worlds, call, step, seen, shown);
      return worlds;
    });
  }

  private each(step: number, looker: Looker): void {
    const at = step - this.moment.step;
    const known: Map<Snapshot, Map<Snapshot, Look>> = new Map();
    this.moment.shown.forEach((shown, passage) => {
      const before = at === 0 ? this.moment.before : shown[at - 1]!;
      const ofBefore = known.get(before) ?? new Map<Snapshot, Look>();
      known.set(before, ofBefore);
      const look = ofBefore.get(shown[at]!) ?? this.lookAt(before, shown[at]!, at > 0, looker);
      ofBefore.set(shown[at]!, look);
      this.looks[passage]!.push(look);
    });
  }

  private lookAt(before: Snapshot, shown: Snapshot, among: boolean, looker: Looker): Look {
    const { docket, inspection } = this.bench;
    const record = new Record(docket.rules, docket.none, 'steps');
    const examination = new Examination(docket, inspection, record);
    examination.goOnFrom(before, among);
    const worlds = looker(examination, shown);
    return { decided: record.decided, violations: record.violations, worlds };
  }

  /** @param heard what was found of the answers, which all passages have in common */
  judgements(heard: StepJudgement): StepJudgement[] {
    const known: Map<string, StepJudgement> = new Map();
    const numbers: Map<Look, number> = new Map();
    return this.looks.map((looks) => {
      const key = looks.map((look) => numberOf(numbers, look)).join(' ');
      const judgement = known.get(key) ?? joined(heard, looks);
      known.set(key, judgement);
      return judgement;
    });
  }
}

function numberOf(numbers: Map<Look, number>, look: Look): number {
  const number = numbers.get(look) ?? numbers.size;
  numbers.set(look, number);
  return number;
}

function joined({ decided, violations, worlds }: StepJudgement, looks: readonly Look[]): StepJudgement {
  const sum = decided.slice();
  const all: Verdict[] = [...violations];
  for (const look of looks) {
    look.decided.forEach((count, rule) => (sum[rule]! += count));
    for (const verdict of look.violations) if (!all.some(({ rule }) => rule === verdict.rule)) all.push(verdict);
  }
  return { worlds: looks.at(-1)?.worlds ?? worlds, decided: sum, violations: all };
}
