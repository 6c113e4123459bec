/** Where in a file changes lie: only there the code is instrumented, which makes it quick. */
import { readFileSync } from 'node:fs';
import type { Open } from './launch.ts';
import { ROOT } from './sources.ts';

/** Lines of a condition, at least. */
const CONDITION = 8;

/** As Stryker takes them: `<path>:<first line>-<last line>`, at least as far as the changed expression goes. */
export function rangesOf(changes: readonly Open[]): string[] {
  const ranges = changes.map(({ path, survivor: { line, was } }) => {
    const last = was.endsWith('…') ? endOf(readFileSync(ROOT + path, 'utf8').split('\n'), line) : line;
    return `${path}:${line}-${last}`;
  });
  return [...new Set(ranges)];
}

/** @param line from 1; the last line of what begins there, which stands no deeper */
export function endOf(lines: readonly string[], line: number): number {
  const depth = depthOf(lines[line - 1] ?? '');
  const rest = lines.slice(line).findIndex((text) => text.trim() !== '' && depthOf(text) <= depth);
  return Math.min(lines.length, line + Math.max(rest + 1, CONDITION));
}

function depthOf(text: string): number {
  return text.length - text.trimStart().length;
}
