/** What is permitted at each step: of a kernel that shares tables, and of one that takes the flag and shares nothing. */
import type { Judge } from '../../oracle/judge.ts';
import type { Outcome, Transcript } from '../../schemas/generated/types.ts';
import { candidates } from './candidates.ts';

/** A trace as a body performed it, and the judge who says what is permitted. */
export interface Way {
  readonly transcript: Transcript;
  readonly judge: Judge;
}

/** For each step what is permitted, what was seen first; undefined where nothing can be said. */
export type Expected = readonly (readonly Outcome[] | undefined)[];

export function expectedOn({ transcript, judge }: Way): Expected {
  return judge.permits(transcript, (call, seen) => candidates(transcript.trace, call, seen));
}

/** The list in C, or NULL where nothing is expected. `address` is what a success has to give. */
export function listOf(outcomes: readonly Outcome[] | undefined, address: string | undefined): string {
  if (outcomes === undefined) return 'NULL';
  const all = [...new Set(outcomes.map((outcome) => outcomeInC(outcome, address)))];
  // A byte that may be anything, after what came first.
  const some = all.length > MOST ? [...all.filter((one) => !one.startsWith('DONE')), 'DONE'] : all;
  return `ONE_OF(${some.join(', ')})`;
}

/** More values than this are any value. */
const MOST = 128;

/** Digits of what was read that a program compares; `COMPARED` bytes in its text. */
const COMPARED = 128;

function outcomeInC(outcome: Outcome, address: string | undefined): string {
  switch (outcome.result) {
    case 'done':
      if (outcome.addr !== undefined && address !== undefined) return `DONE_WITH(${address})`;
      if (outcome.data !== undefined) return `READ_AS(${outcome.data.length / 2}, "${outcome.data.slice(0, COMPARED)}")`;
      if (outcome.size !== undefined) return `DONE_WITH(${outcome.size}UL)`;
      return outcome.value === undefined ? 'DONE' : `DONE_WITH(${outcome.value})`;
    case 'refused':
      return `REFUSED(${outcome.errno})`;
    case 'fault':
      return `FAULT(${outcome.signal}, ${outcome.code ?? 'SI_KERNEL'})`;
    default:
      return 'DONE';
  }
}
