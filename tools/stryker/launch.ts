/** Starts Stryker on a part of the code, and reads what it has found. */
import { mkdirSync, readFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import { FOCUS, placeOf } from './focus.ts';
import type { Focus } from './focus.ts';
import type { StrykerReport } from './reading.ts';
import type { Results, Survivor } from './results.ts';
import { SIDE } from './runner.ts';
import { ROOT, changedFiles, hashOf } from './sources.ts';
import type { Side } from './sources.ts';

export const OUT = `${ROOT}out/stryker`;

export interface Launch {
  readonly side: Side;
  /** Files. */
  readonly mutate: readonly string[];
  /** Processes. */
  readonly concurrency: number;
  /** All changes where left out. */
  readonly focus?: Focus;
  readonly testRunner?: string;
  /** For one change. */
  readonly timeoutMS?: number;
}

export async function launch({ side, mutate, focus, ...options }: Launch): Promise<StrykerReport> {
  mkdirSync(OUT, { recursive: true });
  process.env[SIDE] = side;
  if (focus === undefined) delete process.env[FOCUS];
  else process.env[FOCUS] = JSON.stringify(focus);
  const fileName = `${OUT}/${process.pid}.json`;
  await new Stryker({ ...options, mutate: [...mutate], jsonReporter: { fileName } }).runMutationTest();
  return JSON.parse(readFileSync(fileName, 'utf8')) as StrykerReport;
}

export function isNamed(path: string, named: readonly string[]): boolean {
  return named.length === 0 || named.some((name) => path.startsWith(name));
}

/** A change that nothing told. */
export interface Open {
  readonly path: string;
  readonly survivor: Survivor;
}

/** Changes that nothing told; only in files that are as they were measured. */
export function openChanges(side: Side, named: readonly string[], results: Results): Open[] {
  return changedFiles(side)
    .filter((path) => results[path]?.hash === hashOf(path) && isNamed(path, named))
    .flatMap((path) => (results[path]?.survivors ?? []).map((survivor) => ({ path, survivor })));
}

/** As a focus has them. */
export function placesOf(changes: readonly Open[]): string[] {
  return changes.map(({ path, survivor }) => placeOf(path, survivor.line, survivor.was, survivor.becomes));
}
