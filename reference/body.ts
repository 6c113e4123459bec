import type { Body, Call, Setup } from '../schemas/contract.ts';
import type { BodyDescription, Outcome, Snapshot } from '../schemas/generated/types.ts';
import { callKind } from './calls/index.ts';
import { ESRCH } from './answers.ts';
import { Machine } from './machine.ts';
import type { AllocationKind } from './memory.ts';
import type { Naming } from '../schemas/words.ts';
import { Camera } from './snapshot.ts';
import { isPlan } from './stage.ts';
import type { Plan, Stage } from './stage.ts';
import { loadMachine } from './state/load.ts';
import { saveMachine } from './state/save.ts';

/** A machine behind the contract of a body. Each call runs through its stages without a pause. */
export class MachineBody implements Body {
  readonly description: BodyDescription;
  readonly machine: Machine;
  private readonly camera: Camera;

  constructor(description: BodyDescription, machine: Machine) {
    this.description = description;
    this.machine = machine;
    this.camera = new Camera(machine);
  }

  /** Asked before each allocation of a table or frame; false makes it fail. undefined: memory never ends. */
  set allowAllocation(allow: ((kind: AllocationKind) => boolean) | undefined) {
    this.machine.allowAllocation = allow;
  }

  reset(setup: Setup): void {
    this.machine.reset(setup);
    this.camera.reset();
  }

  step(call: Call): Outcome {
    const { machine } = this;
    machine.entriesWritten = 0;
    if (call.call === 'tables' || call.process === undefined) return this.look(call);
    const process = machine.processes.get(call.process);
    if (process === undefined) return ESRCH;
    const kind = callKind(call);
    const plan = kind.decode(machine, process, call);
    if (!isPlan(plan)) return plan;
    runStages(machine, kind.stages, plan);
    return plan.outcome;
  }

  snapshot(): Snapshot {
    return this.camera.take();
  }

  /** The whole state as words; `saveMachine` says what is left out. */
  save(naming: Naming): number[] {
    const words: number[] = [];
    saveMachine(this.machine, naming, words);
    return words;
  }

  /** Goes on from a state that was saved, by this body or another of the same setup. */
  load(words: ArrayLike<number>, naming: Naming): void {
    loadMachine(this.machine, naming, words);
    this.camera.reset();
  }

  /** Looks that name no process: all tables, or the bytes of all tables. */
  private look(call: Call): Outcome {
    if (call.call === 'tables') return { result: 'done', snapshot: this.snapshot() };
    return { result: 'done', value: this.machine.tables.live.length * this.machine.layout.tableBytes };
  }
}

/** What decode has accepted runs to its end. */
// @rule success-owed
export function runStages(machine: Machine, stages: readonly Stage<Plan>[], plan: Plan): void {
  for (let i = 0; i < stages.length;) {
    const next = (stages[i] as Stage<Plan>).run(machine, plan);
    if (next === 'done') return;
    if (next === 'restart') i = 0;
    else if (next !== 'again') i++;
  }
}
