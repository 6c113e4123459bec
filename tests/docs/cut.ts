/** Output that a page shows in part: a line `…` stands for any number of lines left out. */

export const CUT = '…';

/** What was shown before cannot be found any more; an author has to choose anew. */
export class Gone extends Error {}

/** Numbers may change without a line becoming another one. */
function alike(a: string, b: string): boolean {
  return a.replaceAll(/[\d,]+/gu, '#') === b.replaceAll(/[\d,]+/gu, '#');
}

/** The runs of lines between cuts; an empty one where the text begins or ends with a cut. */
function runsOf(lines: readonly string[]): string[][] {
  const runs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === CUT) runs.push([]);
    else runs.at(-1)?.push(line);
  }
  return runs;
}

/**
 * The lines of `fresh` that stand where `shown` has lines: each run begins at the first line that looks like its first
 * one, the first run at the top, the last one so that it ends at the bottom.
 * @throws Gone
 */
export function realigned(shown: readonly string[], fresh: readonly string[]): string[] {
  const runs = runsOf(shown);
  if (runs.length === 1) return [...fresh];
  let from = 0;
  const taken = runs.map((run, i) => {
    if (run.length === 0) return [];
    if (i === runs.length - 1) from = Math.max(from, fresh.length - run.length);
    else if (i > 0) from += begin(run[0] ?? '', fresh.slice(from));
    const lines = fresh.slice(from, from + run.length);
    from += run.length;
    return lines;
  });
  return taken.flatMap((lines, i) => (i === 0 ? lines : [CUT, ...lines]));
}

function begin(first: string, fresh: readonly string[]): number {
  const same = fresh.indexOf(first);
  const found = same < 0 ? fresh.findIndex((line) => alike(line, first)) : same;
  if (found < 0) throw new Gone(`no line of the output looks like: ${first}`);
  return found;
}
