/** What a second look is confined to: changes that nothing told, and stories that are new. */
import type { Mutant } from '@stryker-mutator/api/core';

export interface Focus {
  /** As `placeOf` says it. */
  readonly changes: readonly string[];
  /** Ids; all stories, and what else is asked, where left out. */
  readonly stories?: readonly string[];
}

/** The environment of the runner: the focus as JSON. */
export const FOCUS = 'PTSHARE_FOCUS';

export function readFocus(): Focus | undefined {
  const text = process.env[FOCUS];
  return text === undefined ? undefined : (JSON.parse(text) as Focus);
}

/** @param line from 1 */
export function placeOf(path: string, line: number, becomes: string): string {
  return `${path}:${line} ${oneLine(becomes)}`;
}

/** Stryker counts lines of running changes from 0, and names files from the root of the disk. */
export function isIn(focus: Focus, { fileName, location, replacement }: Mutant): boolean {
  return focus.changes.some(
    (place) => fileName.endsWith(place.slice(0, place.indexOf(':'))) && place.endsWith(tailOf(location, replacement)),
  );
}

function tailOf({ start }: Mutant['location'], replacement: string): string {
  return `:${start.line + 1} ${oneLine(replacement)}`;
}

const LONGEST = 120;

/** Code as it is kept: on one line, and cut where it is long. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
