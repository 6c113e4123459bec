/** What was found for each file, as it is kept: tools/stryker/results.json. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './sources.ts';

/** A change that no verdict told. */
export interface Survivor {
  /** From 1; of the file as it was measured. */
  readonly line: number;
  /** The line, without what it begins and ends with. */
  readonly code: string;
  readonly was: string;
  readonly becomes: string;
}

export interface FileResult {
  /** Of the file as it was measured. */
  readonly hash: string;
  /** Changes told by a verdict. */
  readonly told: number;
  /** Of those: told by nothing but a body that is wrong in one place of a story. */
  readonly otherwise?: number;
  /** Changes of which nothing was seen but that our own code threw. */
  readonly threw: number;
  /** Changes with which the program does not even load: they make no other specification and no other reference. */
  readonly unloadable?: number;
  /** Changes of which nothing was seen but that some loop did not end. */
  readonly endless: number;
  readonly survivors: readonly Survivor[];
  /** Changes that were not tried, because the measuring was ended before. */
  readonly untried?: number;
}

export type Results = Readonly<Record<string, FileResult>>;

const FILE = `${ROOT}tools/stryker/results.json`;

export function readResults(): Results {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};
}

/** One line for each change, so that differences are read. */
export function writeResults(results: Results): void {
  const sorted = Object.fromEntries(Object.entries(results).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, undefined, 2)}\n`);
}
