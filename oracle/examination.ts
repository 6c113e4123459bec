/** Holds the structural rules against what a body shows after a step, in every reading. */
import type { Call } from '../schemas/contract.ts';
import type { Outcome, Snapshot } from '../schemas/generated/types.ts';
import { type Inspection, type Moment, type World, processOf, targetOf, withSameParts } from '../spec/index.ts';
import type { Docket } from './docket.ts';
import type { Record } from './record.ts';

interface Wrong {
  readonly rule: number;
  readonly sentence: string;
}

const NOTHING_WRONG: readonly Wrong[] = [];

export class Examination {
  private readonly docket: Docket;
  private readonly inspection: Inspection;
  private readonly record: Record;
  private before: Snapshot | undefined;

  constructor(docket: Docket, inspection: Inspection, record: Record) {
    this.docket = docket;
    this.inspection = inspection;
    this.record = record;
  }

  /** What the body showed before the next step. */
  goOnFrom(before: Snapshot): void {
    this.before = before;
  }

  /**
   * Looks at one snapshot; gives the readings that it leaves.
   * @param permitted what was seen at the step is permitted: what is not has violated a rule already, and leaves no marks
   * that could be asked for
   */
  look(worlds: World[], call: Call, step: number, seen: Outcome, shown: Snapshot, permitted: boolean): World[] {
    const { before } = this;
    const moment = { snapshot: withSameParts(before, shown), before, step, call, seen };
    this.before = moment.snapshot;
    const kept: World[] = [];
    let least: readonly Wrong[] = NOTHING_WRONG;
    for (const world of worlds) {
      const accessed = permitted && seen.result === 'done' ? targetOf(world, call) : -1;
      const wrong = this.inspect(world, moment, accessed, world === worlds[0]);
      if (wrong.length === 0 && worlds.length === 1) return worlds;
      if (wrong.length === 0) kept.push(world);
      else if (least.length === 0 || wrong.length < least.length) least = wrong;
    }
    if (kept.length > 0) return kept;
    for (const { rule, sentence } of least) this.record.violate(rule, step, { seen: sentence, why: `${capital(sentence)}.` });
    return worlds;
  }

  /** What the structural rules find wrong in one reading. What holds is counted for the likeliest reading. */
  private inspect(world: World, moment: Moment, accessed: number, counts: boolean): readonly Wrong[] {
    const v = this.inspection;
    const features = v.lay(world, moment, processOf(world, moment.call), accessed);
    const { asked, settled } = this.docket.inspect.concernedBy(features);
    let found: Wrong[] | undefined;
    for (let i = 0; i < asked.length; i++) {
      const { rule, inspect } = asked[i]!;
      const finding = inspect!(v);
      if (finding === undefined) continue;
      if (finding !== 'held') (found ??= []).push({ rule, sentence: finding.wrong });
      else if (counts) this.record.decide(rule);
    }
    if (counts) for (let i = 0; i < settled.length; i++) this.record.decide(settled[i]!);
    return found ?? NOTHING_WRONG;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
