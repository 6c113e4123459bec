/** What the main thread of a run and its workers say to each other. */
import type { Boot } from '../adapters/boot.ts';
import type { Report } from '../schemas/generated/types.ts';
import type { SuitePart } from '../suites/load.ts';
import type { RunOptions, RunTerms } from './plan-run.ts';

/** Handed to a worker at its start. */
export interface JobSetup extends Boot {
  /** The number of the worker, from 0, and how many there are. */
  readonly index: number;
  readonly count: number;
  /** What to load; undefined for generated traces alone. */
  readonly targets: readonly string[] | undefined;
  readonly options: RunOptions;
  /** Numbers that all threads share, at the places below. */
  readonly board: SharedArrayBuffer;
}

/** Places on the board: the order to end, and what all workers have counted. */
export const BOARD = { order: 0, traces: 1, violating: 2, broken: 3 } as const;

/** Orders. `fault`: a worker has met what ends the run (`--fail-fast`, `--max-failures`). */
export const ORDER = { goOn: 0, interrupted: 1, fault: 2 } as const;

/** To a worker: judge your part on a body. `written` counts the written traces of the whole suite. */
export interface ToJob {
  readonly body: string;
  readonly terms: RunTerms;
  readonly written: number;
}

/** The worker has read its part of the suite. */
export type Loaded = { readonly kind: 'loaded' } & Pick<SuitePart, 'ids' | 'hashes' | 'generations'>;

export type FromJob =
  | Loaded
  | { readonly kind: 'judged'; readonly report: Report; readonly firsts: ReadonlyMap<string, number> }
  /** What an InputError says. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly file: string;
      readonly pointer: string;
      readonly hint: string;
    };
