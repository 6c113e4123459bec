import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import type { File } from './file.ts';
import type { Gather } from './gather.ts';
import type { Machine } from './machine.ts';
import type { Process } from './process.ts';
import type { Region } from './region.ts';
import type { Vma } from './vma.ts';

/** What is left of a call in flight. All of it is here: between two stages nothing is held anywhere else. */
export interface Plan {
  outcome: Outcome;
  gather: Gather | undefined;
  /** What the call is about, where it is about such. While it changes one of these, nobody else does: `filesOf`. */
  readonly file?: File | undefined;
  readonly vma?: Vma | undefined;
  readonly region?: Region | undefined;
  readonly regions?: readonly Region[];
  readonly holes?: readonly Hole[] | undefined;
}

/** Pages of a file that are to hold zeros (end excluded). */
export interface Hole {
  readonly file: File;
  readonly start: number;
  readonly end: number;
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
  /** Has it nothing to do? A call in flight passes over such a stage; one that runs through finds out by running it. */
  idle?(plan: P): boolean;
  /** It touches the plan alone, so nobody can come between it and the stage before. */
  readonly local?: boolean;
}

/** One call: decode refuses or plans, and changes nothing; the stages then cannot fail. */
export interface CallKind<C extends Call, P extends Plan> {
  decode(machine: Machine, process: Process, call: C): P | Outcome;
  readonly stages: readonly Stage<P>[];
}

export function isPlan(answer: Plan | Outcome): answer is Plan {
  return (answer as Partial<Plan>).outcome !== undefined;
}

/** One CPU at a time forgets what was taken away. Nothing is freed before that. */
// @rule cached-table-alive
export const flushStage: Stage<Plan> = {
  label: 'flush',
  idle: ({ gather }) => gather === undefined || gather.flushes.length === 0,
  run(machine, plan) {
    const gather = plan.gather;
    if (gather === undefined || gather.flushes.length === 0) return undefined;
    const cpu = gather.nextCpu++;
    for (const flush of gather.flushes) machine.flush(cpu, flush, gather);
    return gather.nextCpu < machine.layout.cpus ? 'again' : undefined;
  },
};

const dropReferenceStage: Stage<Plan> = {
  label: 'drop-reference',
  idle: detachesNothing,
  run(machine, plan) {
    const gather = plan.gather;
    if (gather === undefined) return undefined;
    for (const { region, mm, delta } of gather.detached) machine.detach(region, mm, gather, delta);
    return undefined;
  },
};

const freeHostStage: Stage<Plan> = {
  label: 'free-host',
  idle: ({ gather }) => gather === undefined || gather.detached.length + gather.forsaken.length === 0,
  run(machine, plan) {
    const gather = plan.gather;
    if (gather === undefined) return undefined;
    for (const { region } of gather.detached) machine.endIfUnused(region, gather);
    for (const region of gather.forsaken) machine.endIfUnused(region, gather);
    return undefined;
  },
};

function detachesNothing({ gather }: Plan): boolean {
  return gather === undefined || gather.detached.length === 0;
}

/** Each region that was left counts one mapping less, and ends where that was the last one. */
export const leaveRegionStages: readonly Stage<Plan>[] = [dropReferenceStage, freeHostStage];

/** What is left to do when names or descriptors of regions are gone, and perhaps what the regions held. */
export const forsakeStages = (): readonly Stage<Plan>[] => [flushStage, freeHostStage, freeStage];

/** The files that the lock `file` stands for: those that the call is about, and those of regions that it changes or leaves. */
export function filesOf({ gather, file, vma, region, regions, holes }: Plan): readonly (File | undefined)[] {
  const left = gather?.detached.map((mapping) => mapping.region);
  return [{ file }, vma, region, regions, holes, left, gather?.forsaken].flat().map((one) => one?.file);
}

export const freeStage: Stage<Plan> = {
  label: 'free',
  idle: ({ gather }) => gather === undefined || gather.frames.length + gather.tables.length === 0,
  run(machine, plan) {
    const gather = plan.gather;
    if (gather === undefined) return undefined;
    for (const frame of gather.frames) machine.frames.release(machine.frames.at(frame));
    for (const table of gather.tables) machine.freeTable(table);
    return undefined;
  },
};
