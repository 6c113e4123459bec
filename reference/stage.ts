import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import type { Gather } from './gather.ts';
import type { Machine } from './machine.ts';
import type { Process } from './process.ts';

/** What is left of a call in flight. All of it is here: between two stages nothing is held anywhere else. */
export interface Plan {
  outcome: Outcome;
  gather: Gather | undefined;
}

/**
 * What a stage tells the stage after it: 'again', it has more to do; 'done', the call is over; 'restart', begin with
 * the first stage; nothing, go on.
 */
export type Next = 'again' | 'done' | 'restart' | undefined;

/** One step that happens at once. Between stages another CPU may run. */
export interface Stage<P extends Plan> {
  readonly label: string;
  run(machine: Machine, plan: P): Next;
}

/** One call: decode refuses or plans, and changes nothing; the stages then cannot fail. */
export interface CallKind<C extends Call, P extends Plan> {
  decode(machine: Machine, process: Process, call: C): P | Outcome;
  readonly stages: readonly Stage<P>[];
}

export function isPlan(answer: Plan | Outcome): answer is Plan {
  return (answer as Partial<Plan>).outcome !== undefined;
}

/** One CPU at a time forgets what was taken away. */
export const flushStage: Stage<Plan> = {
  label: 'flush',
  run(machine, plan) {
    const gather = plan.gather;
    if (gather === undefined || gather.flushes.length === 0) return undefined;
    const cpu = gather.nextCpu++;
    for (const flush of gather.flushes) machine.flush(cpu, flush, gather);
    return gather.nextCpu < machine.layout.cpus ? 'again' : undefined;
  },
};

export const dropReferenceStage: Stage<Plan> = {
  label: 'drop-reference',
  run(machine, plan) {
    const gather = plan.gather;
    if (gather === undefined) return undefined;
    for (const { region, mm } of gather.detached) machine.detach(region, mm, gather);
    return undefined;
  },
};

export const freeStage: Stage<Plan> = {
  label: 'free',
  run(machine, plan) {
    const gather = plan.gather;
    if (gather === undefined) return undefined;
    for (const frame of gather.frames) machine.frames.release(machine.frames.at(frame));
    for (const table of gather.tables) machine.freeTable(table);
    return undefined;
  },
};
