/** What a second look is confined to: changes that nothing told, and stories that are new. */
import { readFileSync } from 'node:fs';
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

/** One line may have several places that become the same. @param line from 1 */
export function placeOf(path: string, line: number, was: string, becomes: string): string {
  return `${path}:${line} ${was} → ${oneLine(becomes)}`;
}

/** Stryker counts lines and columns of running changes from 0, and names files from the root of the disk, as they were before any change. */
export function isIn(focus: Focus, { fileName, location, replacement }: Mutant, lines = linesOf(fileName)): boolean {
  const { start, end } = location;
  const was = codeAt(lines, { line: start.line + 1, column: start.column }, { line: end.line + 1, column: end.column });
  const tail = placeOf('', start.line + 1, was, replacement);
  return focus.changes.some((place) => place.endsWith(tail) && fileName.endsWith(place.slice(0, -tail.length)));
}

const files = new Map<string, readonly string[]>();

function linesOf(fileName: string): readonly string[] {
  const known = files.get(fileName) ?? readFileSync(fileName, 'utf8').split('\n');
  files.set(fileName, known);
  return known;
}

interface Place {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** The code that is changed; of several lines the beginning. */
export function codeAt(lines: readonly string[], start: Place, end: Place): string {
  const first = lines[start.line - 1] ?? '';
  return start.line === end.line ? first.slice(start.column, end.column) : `${first.slice(start.column)} …`;
}

const LONGEST = 120;

/** Code as it is kept: on one line, and cut where it is long. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
