/** Changes that no verdict can tell, each with the reason: tools/stryker/equivalent.json. */
import { readFileSync } from 'node:fs';
import type { Results, Survivor } from './results.ts';
import { ROOT } from './sources.ts';

/** Changes of one line for one reason. */
export interface Equivalent {
  readonly file: string;
  /** The line, without what it begins and ends with. */
  readonly code: string;
  /** Each as `was → becomes`. */
  readonly changes: readonly string[];
  /** One sentence. */
  readonly why: string;
}

export function readEquivalents(): Equivalent[] {
  return JSON.parse(readFileSync(`${ROOT}tools/stryker/equivalent.json`, 'utf8')) as Equivalent[];
}

export function changeOf({ was, becomes }: Survivor): string {
  return `${was} → ${becomes}`;
}

/** Survivors that are listed, and those that are not, by file. */
export interface Sorted {
  readonly listed: ReadonlyMap<string, readonly Survivor[]>;
  readonly open: ReadonlyMap<string, readonly Survivor[]>;
}

export function sortOut(results: Results, equivalents: readonly Equivalent[]): Sorted {
  const known = new Set(equivalents.flatMap(({ file, code, changes }) => changes.map((change) => keyOf(file, code, change))));
  const of = (wanted: boolean): Map<string, readonly Survivor[]> =>
    new Map(
      Object.entries(results).map(([file, { survivors }]) => [
        file,
        survivors.filter((survivor) => known.has(keyOf(file, survivor.code, changeOf(survivor))) === wanted),
      ]),
    );
  return { listed: of(true), open: of(false) };
}

/** Listed changes that are no survivors: told by now, or of code that is gone. */
export function outdated(results: Results, equivalents: readonly Equivalent[]): string[] {
  const alive = new Set(
    Object.entries(results).flatMap(([file, { survivors }]) => survivors.map((one) => keyOf(file, one.code, changeOf(one)))),
  );
  return equivalents.flatMap(({ file, code, changes }) =>
    changes.map((change) => keyOf(file, code, change)).filter((key) => !alive.has(key)),
  );
}

export function keyOf(file: string, code: string, change: string): string {
  return `${file}: ${code}: ${change}`;
}
