import type { Body, Call, Setup } from '../schemas/contract.ts';
import type { BodyDescription, Outcome, Snapshot } from '../schemas/generated/types.ts';
import { ESRCH } from './answers.ts';
import { failureOf } from './failure.ts';
import { DECODE, RETURN } from './flight.ts';
import type { FlightCall, Manual } from './flight.ts';
import { Flights, MANUAL, takesTime } from './flights.ts';
import { Machine } from './machine.ts';
import type { AllocationKind } from './memory.ts';
import type { Naming } from '../schemas/words.ts';
import { Camera } from './snapshot.ts';
import { isPlan } from './stage.ts';
import type { Plan, Stage } from './stage.ts';
import { loadMachine } from './state/load.ts';
import { saveMachine } from './state/save.ts';

const AMONG = 'a step among others';

/** A machine behind the contract of a body. A call runs through its stages without a pause, unless it is begun as one in flight. */
export class MachineBody implements Body {
  readonly description: BodyDescription;
  readonly machine: Machine;
  private camera: Camera;
  private readonly manual: Manual;
  private readonly flights: Flights;
  private among = 0;

  constructor(description: BodyDescription, machine: Machine, manual: Manual = MANUAL) {
    this.description = description;
    this.machine = machine;
    this.camera = new Camera(machine);
    this.manual = manual;
    this.flights = new Flights(machine, manual);
  }

  /** Asked before each allocation of a table or frame; false makes it fail. undefined: memory never ends. */
  set allowAllocation(allow: ((kind: AllocationKind) => boolean) | undefined) {
    this.machine.allowAllocation = allow;
  }

  reset(setup: Setup): void {
    this.machine.reset(setup);
    this.camera = new Camera(this.machine);
    this.flights.clear();
  }

  step(call: Call): Outcome {
    const { machine } = this;
    machine.entriesWritten = 0;
    if (!takesTime(call)) return this.look(call);
    if (this.flights.size > 0) return this.stepAmong(call);
    const failure = failureOf(call);
    return failure === undefined ? this.perform(call) : machine.withFailure(failure, () => this.perform(call));
  }

  begin(name: string, call: Call, pause?: string): Outcome {
    if (!takesTime(call)) throw new Error('a look that names no process takes no time');
    this.flights.begin(name, call);
    return pause === DECODE ? { result: 'pending', at: pause } : this.resume(name, pause);
  }

  resume(name: string, pause?: string): Outcome {
    this.machine.entriesWritten = 0;
    return { result: 'pending', at: this.flights.advanceTo(name, pause ?? RETURN) };
  }

  finish(name: string): Outcome {
    this.machine.entriesWritten = 0;
    return this.flights.finish(name) ?? { result: 'pending', at: this.flights.point(name) };
  }

  /** To whatever point comes next; undefined where the call is over, or has to wait for another one. */
  advance(name: string): string | undefined {
    if (!this.flights.enabled(name)) return undefined;
    this.flights.advance(name);
    return this.flights.point(name);
  }

  snapshot(): Snapshot {
    return this.camera.take();
  }

  /** A call that nobody overlaps, without a pause. */
  private perform(call: FlightCall): Outcome {
    const { machine } = this;
    const process = machine.processes.get(call.process);
    if (process === undefined) return ESRCH;
    const kind = this.manual.kindOf(call);
    const plan = kind.decode(machine, process, call);
    if (!isPlan(plan)) return plan;
    runStages(machine, kind.stages, plan);
    return plan.outcome;
  }

  /** A call that begins and returns while others are in flight. No trace can name it. */
  private stepAmong(call: FlightCall): Outcome {
    const name = `${AMONG} ${this.among++}`;
    this.flights.begin(name, call);
    return this.finish(name);
  }

  /** The whole state as words; `saveMachine` says what is left out. */
  save(naming: Naming): number[] {
    const words: number[] = [];
    saveMachine(this.machine, naming, words);
    return words;
  }

  /** Goes on from a state that was saved, with no call in flight, by this body or another of the same setup. */
  load(words: ArrayLike<number>, naming: Naming): void {
    loadMachine(this.machine, naming, words);
    this.camera = new Camera(this.machine);
    this.flights.clear();
  }

  /** Looks that name no process: all tables, or the bytes of all tables. */
  private look(call: Call): Outcome {
    if (call.call === 'tables') return { result: 'done', snapshot: this.snapshot() };
    return { result: 'done', value: this.machine.tables.live.length * this.machine.layout.tableBytes };
  }
}

/** A call that nobody disturbs and that begins more often than this goes on for ever. */
const MANY = 8;

/** What decode has accepted runs to its end. */
// @rule success-owed
export function runStages(machine: Machine, stages: readonly Stage<Plan>[], plan: Plan): void {
  let restarts = 0;
  for (let i = 0; i < stages.length;) {
    const next = (stages[i] as Stage<Plan>).run(machine, plan);
    if (next === 'done') return;
    if (next === 'restart') {
      if (restarts++ === MANY) throw new Error('a call never ends');
      i = 0;
    } else if (next !== 'again') i++;
  }
}
