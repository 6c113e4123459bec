/** A trace in one message: what is sent, and how the entries that come back become those of a transcript. */
import { createGatekeeper } from '../../replay/gatekeeper.ts';
import type { Gatekeeper } from '../../replay/gatekeeper.ts';
import type { Plan } from '../../replay/plan.ts';
import { lackingLooks } from '../../replay/skip.ts';
import type { Call } from '../../schemas/contract.ts';
import type { BodyDescription, Entry, Show } from '../../schemas/generated/types.ts';
import type { Answer } from './conversation.ts';
import { honest, only, partsShown, refuseError } from './answers.ts';
import { Lost, quoted } from './failure.ts';
import { trace as traceMessage } from './lines.ts';
import type { Unnumbered } from './lines.ts';

/** What is sent of a trace: returns and looks that the body lacks are not. */
export interface Parcel {
  readonly message: Unnumbered;
  /** For each call that is sent, the step that it is. */
  readonly steps: readonly number[];
  readonly show: Show;
}

export function parcelOf(plan: Plan, description: BodyDescription, looks: boolean): Parcel {
  const lacking = lackingLooks(description);
  const show = looks ? partsShown(description) : [];
  const calls: Call[] = [];
  const steps: number[] = [];
  for (let index = 0; index < plan.calls.length; index++) {
    const call = plan.calls[index];
    if (typeof call !== 'object' || lacking.has(call.call)) continue;
    calls.push(call);
    steps.push(index);
  }
  return { message: traceMessage(show, plan.setup, calls), steps, show };
}

/** Gathers the entries of one trace, in as many lines as they come. Throws Lost, Misstep, or Garbage for the entry after the last. */
export class Gathering {
  readonly entries: Entry[] = [];
  private readonly plan: Plan;
  private readonly parcel: Parcel;
  private readonly gate: Gatekeeper = createGatekeeper(false);
  private told = 0;
  private shown = 0;

  constructor(plan: Plan, parcel: Parcel) {
    this.plan = plan;
    this.parcel = parcel;
  }

  /** Takes one line; true where it was the last. */
  take(answer: Answer, line: Uint8Array): boolean {
    refuseError(answer, line);
    only(answer, ['seq', 'entries', 'more'], line);
    const { entries, more } = answer;
    if (!Array.isArray(entries) || (more !== undefined && typeof more !== 'boolean')) {
      throw new Lost(`the answer is not one to a trace: ${quoted(line)}`);
    }
    for (const entry of entries) this.add(entry, line);
    if (more === true) return false;
    this.close();
    return true;
  }

  private add(entry: unknown, line: Uint8Array): void {
    const { steps } = this.parcel;
    const step = steps[this.told];
    if (step === undefined) throw new Lost(`it answered ${steps.length} steps with more entries: ${quoted(line)}`);
    if (typeof entry !== 'object' || entry === null) throw new Lost(`an entry is an object: ${quoted(line)}`);
    only(entry, ['outcome', 'snapshot'], line);
    this.fill(step);
    this.entries.push(this.admit(entry, line));
    this.told += 1;
  }

  private admit({ outcome, snapshot }: Partial<Entry>, line: Uint8Array): Entry {
    if (outcome === undefined) throw new Lost(`an entry has no outcome: ${quoted(line)}`);
    const checked = this.gate.outcome(outcome);
    if (snapshot === undefined) return { outcome: checked };
    if (this.parcel.show.length === 0) throw new Lost(`it shows what nobody asked for: ${quoted(line)}`);
    this.shown += 1;
    return { outcome: checked, snapshot: this.gate.snapshot(honest(snapshot, this.parcel.show)) };
  }

  /** Entries of the steps before this one that were not sent. */
  private fill(step: number): void {
    for (let index = this.entries.length; index < step; index++) this.entries.push(this.unsent(index));
  }

  private unsent(index: number): Entry {
    const call = this.plan.calls[index];
    const last = this.entries.at(-1);
    if (typeof call === 'string' && last !== undefined) return last;
    const what = typeof call === 'object' ? `the body does not support ${call.call}` : 'a return without its call';
    return { outcome: { result: 'unsupported', what } };
  }

  private close(): void {
    const { steps, show } = this.parcel;
    if (this.told < steps.length) throw new Lost(`it answered ${steps.length} steps with ${this.told} entries`);
    if (show.length > 0 && this.shown === 0) throw new Lost(`it says that it shows ${show.join(', ')}, and shows nothing in a whole trace`);
    this.fill(this.plan.calls.length);
  }
}
