/** One change after another is switched on, and traces are performed until one tells it; that one is made small. */
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { sealed } from '../../schemas/canonical.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { isValidTrace } from '../../schemas/validate.ts';
import { shrink } from '../../shrink/index.ts';
import type { Failure } from '../../shrink/index.ts';
import type { Asking } from './asking.ts';
import type { Finding, Trial } from './finding.ts';
import { same, tells } from './finding.ts';
import type { Batch } from './quarry.ts';
import type { Change } from './tryout.ts';

/** A loop that goes round so often in one trace does not end. */
const HITS = 400_000;
/** Candidates performed while a trace is made small. */
const BUDGET = 3000;

export interface Bag {
  readonly trace: Trace;
  /** The trace that it was made from. */
  readonly from: Trace;
  /** The rules that the changed code violates, or that are judged otherwise. */
  readonly verdicts: readonly string[];
}

export class Hunt {
  private readonly context: InstrumenterContext;
  private readonly load: () => Asking;
  /** Of modules that have seen no change that lasts. */
  private pristine: Asking;
  private readonly usual = new Map<string, readonly Finding[]>();
  /** Small traces that told something: asked first. */
  private readonly bagged = new Map<string, Bag>();

  constructor(context: InstrumenterContext, load: () => Asking) {
    this.context = context;
    this.load = load;
    this.pristine = load();
  }

  /** Performs a batch without a change, and counts which places it meets. */
  async survey(batch: Batch): Promise<void> {
    this.context.currentTestId = batch.id;
    for (const trace of batch.traces) await this.usualOf(trace);
    delete this.context.currentTestId;
  }

  async hunt(change: Change, batches: readonly Batch[]): Promise<Bag | undefined> {
    const asking = change.lasting ? this.loadWith(change.id) : undefined;
    if (change.lasting && asking === undefined) return undefined;
    for (const bag of this.bagged.values()) if ((await this.tellingOf(bag.trace, change, asking)) !== undefined) return bag;
    for (const { traces } of batches)
      for (const trace of traces) {
        if ((await this.tellingOf(trace, change, asking)) === undefined) continue;
        const bag = await this.bag(trace, change, asking);
        if (bag !== undefined) return bag;
      }
    return undefined;
  }

  /** Which of the traces tell the change. */
  async tellers(change: Change, traces: readonly Trace[]): Promise<string[]> {
    const asking = change.lasting ? this.loadWith(change.id) : undefined;
    const found: string[] = [];
    if (change.lasting && asking === undefined) return found;
    for (const trace of traces) if ((await this.tellingOf(trace, change, asking)) !== undefined) found.push(trace.id);
    return found;
  }

  /** What is found otherwise in a trace with the change; undefined where nothing is. */
  private async tellingOf(trace: Trace, change: Change, loaded: Asking | undefined): Promise<readonly string[] | undefined> {
    const usual = await this.usualOf(trace);
    const clean = this.pristine(trace).trials;
    const trials = loaded?.(trace).trials ?? clean;
    for (const [i, trial] of trials.entries()) {
      const before = usual[i];
      if (before === undefined || clean[i]?.complaint(before) !== undefined) return undefined;
      const after = await this.runWith(trial, change.id);
      if (!tells(before, after)) continue;
      if (loaded === undefined && !(await this.findsAgain(trace, i, before))) continue;
      return (await this.isControlled(trace)) ? newIn(after, before) : undefined;
    }
    return undefined;
  }

  /** What a trial finds without a change, when a change has been there before: else something was left behind, and is taken away. */
  private async findsAgain(trace: Trace, i: number, before: Finding): Promise<boolean> {
    const again = await this.pristine(trace).trials[i]?.run();
    if (again !== undefined && same(again, before)) return true;
    this.pristine = this.load();
    return false;
  }

  private async isControlled(trace: Trace): Promise<boolean> {
    for (const control of this.pristine(trace).controls) if (control.complaint(await control.run()) !== undefined) return false;
    return true;
  }

  private async bag(found: Trace, change: Change, loaded: Asking | undefined): Promise<Bag | undefined> {
    const isTold = async (trace: Trace): Promise<boolean> => (await this.tellingOf(trace, change, loaded)) !== undefined;
    const cut = await shortestBeginning(found, isTold);
    const observe = async (candidate: Trace): Promise<readonly Failure[]> =>
      (await isTold(withOwnId(candidate))) ? [{ signature: TOLD, step: candidate.steps.length - 1 }] : [];
    if ((await observe(cut)).length === 0) return undefined;
    const options = { observe, profile: 'default', repeats: 1, budget: BUDGET, limits: { sequences: 0, tried: 0 } };
    const trace = withOwnId((await shrink(cut, options)).trace);
    this.pristine = this.load();
    const verdicts = await this.tellingOf(trace, change, change.lasting ? this.loadWith(change.id) : undefined);
    if (verdicts === undefined) return undefined;
    const bag = { trace, from: found, verdicts };
    this.bagged.set(trace.id, bag);
    return bag;
  }

  private async usualOf(trace: Trace): Promise<readonly Finding[]> {
    const known = this.usual.get(trace.id);
    if (known !== undefined) return known;
    const findings: Finding[] = [];
    for (const trial of this.pristine(trace).trials) findings.push(await trial.run());
    if (!trace.id.startsWith(OWN)) this.usual.set(trace.id, findings);
    return findings;
  }

  private loadWith(id: string): Asking | undefined {
    this.activate(id);
    try {
      return this.load();
    } catch {
      return undefined;
    } finally {
      this.deactivate();
    }
  }

  private async runWith(trial: Trial, id: string): Promise<Finding> {
    this.activate(id);
    const finding = await trial.run();
    this.deactivate();
    return finding;
  }

  private activate(id: string): void {
    Object.assign(this.context, { activeMutant: id, hitCount: 0, hitLimit: HITS });
  }

  private deactivate(): void {
    Object.assign(this.context, { activeMutant: undefined, hitCount: undefined });
  }
}

/** The verdicts that are new. */
function newIn(after: Finding, before: Finding): string[] {
  const known = new Set(before.verdicts);
  return after.verdicts.filter((verdict) => !known.has(verdict));
}

/** It counts only that a change is told, not how. */
const TOLD: Failure['signature'] = { rule: undefined, observable: 'told', role: 'told' };

/** Begins the ids of traces that tell a change. */
const OWN = 'tells-';
const DIGITS = 10;

/** The id says what is performed: what is shown otherwise in a trace depends on it. */
function withOwnId(trace: Trace): Trace {
  const { hash = '' } = sealed({ ...trace, hash: '' });
  return { ...trace, id: `${OWN}${hash.slice('sha256:'.length, 'sha256:'.length + DIGITS)}`, hash };
}

async function shortestBeginning(trace: Trace, isTold: (trace: Trace) => Promise<boolean>): Promise<Trace> {
  const { hash: _, ...unsealed } = trace;
  for (let length = 1; length < trace.steps.length; length++) {
    const cut = withOwnId({ ...unsealed, steps: trace.steps.slice(0, length) });
    if (isValidTrace(cut) && (await isTold(cut))) return cut;
  }
  return withOwnId(unsealed);
}
