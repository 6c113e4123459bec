/** One change after another is switched on, and the trials are asked until one tells it. */
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { difference, same, tells } from './finding.ts';
import type { Finding, Trial } from './finding.ts';
import { Order } from './order.ts';
import type { Trials, Workshop } from './workshop.ts';

/** A change may be met so many times more often in a trial than without it, and then counts as endless. */
const [HITS, TIMES] = [20_000, 50];
/** For what takes effect while modules load, where nothing was counted before. */
const HITS_UNKNOWN = 2_000_000;

/** Begins what is said of a change with which the modules do not load. */
export const WHILE_LOADING = 'while loading: ';

export type Outcome =
  | { readonly kind: 'told'; readonly by: string; readonly difference: string; readonly trials: number }
  /** Nothing but an exception was seen, or a loop that does not end: no verdict. */
  | { readonly kind: 'threw'; readonly what: string }
  | { readonly kind: 'endless' }
  | { readonly kind: 'survived'; readonly trials: number };

export interface Change {
  readonly id: string;
  /** It takes effect while modules load, so they are loaded with it. */
  readonly lasting: boolean;
  /** The trials that meet it; all where left out. */
  readonly filter?: readonly string[] | undefined;
}

export class Tryout {
  private readonly context: InstrumenterContext;
  private readonly workshop: Workshop;
  private readonly usual = new Map<string, Finding>();
  private readonly order = new Order();
  /** Of modules that have seen no change that lasts. */
  private pristine: Trials;

  /** @param context through which changes are switched on, and which counts how often each place is met */
  constructor(context: InstrumenterContext, workshop: Workshop) {
    this.context = context;
    this.workshop = workshop;
    this.pristine = workshop.load();
  }

  get trials(): Trials {
    return this.pristine;
  }

  /** What a trial finds without a change; found out once, and with it how often each place is met. */
  async usualOf(trial: Trial): Promise<Finding> {
    const known = this.usual.get(trial.id);
    if (known !== undefined) return known;
    this.context.currentTestId = trial.id;
    const finding = await trial.run();
    delete this.context.currentTestId;
    this.usual.set(trial.id, finding);
    return finding;
  }

  async tryOut(change: Change): Promise<Outcome> {
    let loaded: Trials;
    try {
      loaded = change.lasting ? this.loadWith(change.id) : this.pristine;
    } catch (error) {
      return { kind: 'threw', what: `${WHILE_LOADING}${String(error)}` };
    }
    const names = change.filter ?? [...loaded.keys()];
    return this.ask(this.order.of(names.flatMap((name) => loaded.get(name) ?? [])), change);
  }

  private async ask(trials: readonly Trial[], change: Change): Promise<Outcome> {
    let [threw, endless]: [string | undefined, boolean] = [undefined, false];
    for (const [before, trial] of trials.entries()) {
      const clean = this.pristine.get(trial.id) ?? trial;
      const usual = await this.usualOf(clean);
      const changed = await this.runWith(change.lasting ? trial : clean, change.id);
      endless ||= changed.endless;
      threw ??= changed.threw;
      if (!tells(usual, changed) || !(await this.holdsUp(trial, change, usual))) continue;
      this.order.told(trial);
      return { kind: 'told', by: trial.id, difference: difference(usual, changed), trials: before + 1 };
    }
    if (endless) return { kind: 'endless' };
    return threw === undefined ? { kind: 'survived', trials: trials.length } : { kind: 'threw', what: threw };
  }

  /** The trials, of modules that are loaded with the change. */
  private loadWith(id: string): Trials {
    this.activate(id, HITS_UNKNOWN);
    try {
      return this.workshop.load();
    } finally {
      this.deactivate();
    }
  }

  private async runWith(trial: Trial, id: string): Promise<Finding & { readonly endless: boolean }> {
    const hits = this.context.mutantCoverage?.perTest[trial.id]?.[id];
    const limit = hits === undefined ? HITS_UNKNOWN : HITS + TIMES * hits;
    this.activate(id, limit);
    const finding = await trial.run();
    const endless = (this.context.hitCount ?? 0) > limit;
    this.deactivate();
    return { ...finding, endless };
  }

  /**
   * The same trial without the change must find what it always finds. Where it does not, something was left behind, by this change or an
   * earlier one, and the change is tried again in modules that nobody has used.
   */
  private async holdsUp({ id: name }: Trial, { id, lasting }: Change, usual: Finding): Promise<boolean> {
    const clean = this.pristine.get(name);
    if (clean === undefined || same(await clean.run(), usual)) return true;
    this.pristine = this.workshop.load();
    // What is usual may itself have been found out after something was left behind.
    const anew = await this.pristine.get(name)?.run();
    if (anew !== undefined) this.usual.set(name, anew);
    const again = (lasting ? this.loadWith(id) : this.pristine).get(name);
    const told = again !== undefined && tells(anew ?? usual, await this.runWith(again, id));
    this.pristine = this.workshop.load();
    return told;
  }

  private activate(id: string, hitLimit: number): void {
    Object.assign(this.context, { activeMutant: id, hitCount: 0, hitLimit });
  }

  private deactivate(): void {
    Object.assign(this.context, { activeMutant: undefined, hitCount: undefined });
  }
}
