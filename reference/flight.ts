import type { Call, CallOf } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { DONE, ESRCH } from './answers.ts';
import { failureOf } from './failure.ts';
import type { Allowance } from './failure.ts';
import type { File } from './file.ts';
import type { Lock, Locks } from './locks.ts';
import type { Machine } from './machine.ts';
import type { Process } from './process.ts';
import { filesOf, isPlan } from './stage.ts';
import type { CallKind, Plan, Stage } from './stage.ts';

/** The first point of every call: nothing has been looked at. */
export const DECODE = 'decode';
/** The last point of every call: all is done, and the caller has not been told. */
export const RETURN = 'return';

/** A call that a process makes; looks at all tables are nobody's and take no time. */
export type FlightCall = Exclude<Call, CallOf<'tables'>> & { readonly process: string };

/** What a machine's calls are made of. A faulty machine has others. */
export interface Manual {
  kindOf(call: FlightCall): CallKind<Call, Plan>;
  locksOf(call: Call, point: string): Locks;
}

/** A lock on one thing: a process, its descriptors, its mm, or a file. */
interface Held {
  readonly on: object;
  readonly kind: 'process' | 'descriptors' | 'mm' | 'file';
  readonly alone: boolean;
}

/**
 * One call in flight. It stands at a point: `decode`, the label of the stage that comes next, or `return`. `advance` does
 * what stands at the point, at once; in between, other calls may.
 */
export class Flight {
  readonly call: FlightCall;
  outcome: Outcome = DONE;
  private readonly machine: Machine;
  private readonly manual: Manual;
  private readonly kind: CallKind<Call, Plan>;
  private plan: Plan | undefined = undefined;
  /** The next stage; -1 before decode. */
  private next = -1;
  private held: readonly Held[];
  private readonly failure: Allowance | undefined;

  constructor(machine: Machine, manual: Manual, call: FlightCall) {
    this.machine = machine;
    this.manual = manual;
    this.call = call;
    this.kind = manual.kindOf(call);
    this.failure = failureOf(call);
    // A thread that is in a call keeps its process from ending.
    this.held = this.needs().filter((lock) => lock.kind === 'process' && !lock.alone);
  }

  get point(): string {
    if (this.next < 0) return DECODE;
    return this.kind.stages[this.next]?.label ?? RETURN;
  }

  get isOver(): boolean {
    return this.next >= this.kind.stages.length;
  }

  /** What the call needs to go on and `others` hold: those that it waits for. */
  waitsFor(others: Iterable<Flight>): Flight[] {
    const needs = this.needs();
    return Array.from(others).filter((other) => other !== this && clash(needs, other.held));
  }

  /** Does what stands at the point. The caller has made sure that nobody holds what it needs. */
  advance(): void {
    this.held = this.needs();
    if (this.failure === undefined) this.act();
    else this.machine.withFailure(this.failure, () => this.act());
    this.letGo();
  }

  private act(): void {
    if (this.next < 0) this.decode();
    else this.follow((this.stage as Stage<Plan>).run(this.machine, this.plan as Plan));
    while (this.passesOver());
  }

  /** Goes past a stage at which nothing can happen to others; false where there is none. */
  private passesOver(): boolean {
    const { stage } = this;
    const plan = this.plan as Plan;
    if (stage?.local === true) this.follow(stage.run(this.machine, plan));
    else if (stage?.idle?.(plan) === true) this.next++;
    else return false;
    return true;
  }

  private get stage(): Stage<Plan> | undefined {
    return this.kind.stages[this.next];
  }

  private decode(): void {
    const process = this.process();
    const plan = process === undefined ? ESRCH : this.kind.decode(this.machine, process, this.call);
    if (isPlan(plan)) {
      this.plan = plan;
      this.outcome = plan.outcome;
      this.next = 0;
    } else {
      this.outcome = plan;
      this.next = this.kind.stages.length;
    }
  }

  private follow(next: ReturnType<Stage<Plan>['run']>): void {
    this.outcome = (this.plan as Plan).outcome;
    if (next === 'done') this.next = this.kind.stages.length;
    else if (next === 'restart') this.next = 0;
    else if (next !== 'again') this.next++;
  }

  private process(): Process | undefined {
    return this.machine.processes.get(this.call.process);
  }

  /** Keeps of the locks what the next point needs too. */
  private letGo(): void {
    const needs = this.needs();
    this.held = this.held.filter((lock) => needs.some((need) => need.on === lock.on && need.kind === lock.kind));
  }

  private needs(): Held[] {
    const process = this.process();
    if (this.isOver || process === undefined) return [];
    return this.manual.locksOf(this.call, this.point).flatMap((lock) => this.lockOn(lock, process));
  }

  private lockOn(lock: Lock, process: Process): Held[] {
    switch (lock) {
      case 'process':
      case 'alone':
        return [{ on: process, kind: 'process', alone: lock === 'alone' }];
      case 'descriptors':
        return [{ on: process, kind: 'descriptors', alone: true }];
      case 'mm':
      case 'mm-read':
        return [{ on: process.mm, kind: 'mm', alone: lock === 'mm' }];
      case 'file': {
        const files = this.plan === undefined ? [fileNamed(process, this.call)] : filesOf(this.plan);
        return files.flatMap((file) => (file === undefined ? [] : { on: file, kind: 'file', alone: true }));
      }
    }
  }
}

/** The file behind the descriptor that a call names: what is decided about it must still hold when the call acts. */
function fileNamed({ descriptors }: Process, call: Call): File | undefined {
  const { fd = '' } = call as { readonly fd?: string };
  return descriptors.get(fd)?.file;
}

function clash(needs: readonly Held[], held: readonly Held[]): boolean {
  return needs.some((need) => held.some((lock) => lock.on === need.on && lock.kind === need.kind && (lock.alone || need.alone)));
}
