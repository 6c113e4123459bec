/** Goals that no small world reaches on the reference, each with the reason. */

/** A rule, or an error of a call. */
export const UNREACHED: Readonly<Record<string, string>> = {
  'ftruncate EFBIG': 'Of the two errors that are permitted for a size beyond the largest file, the reference answers EINVAL.',
  'no-memory-told':
    'It speaks of calls in which an allocation fails, and none fails in these worlds; `ptshare explore --failures` makes them fail.',
};

/** The list as a page. @throws Error where a goal has no reason, or a reason no goal */
export function unreachedPage(unreached: readonly string[]): string {
  const known = Object.keys(UNREACHED);
  const silent = unreached.filter((goal) => !known.includes(goal));
  const stale = known.filter((goal) => !unreached.includes(goal));
  if (silent.length > 0) throw new Error(`not reached, and statespace/unreached.ts says no reason: ${silent.join(', ')}`);
  if (stale.length > 0) throw new Error(`reached, and statespace/unreached.ts says that it is not: ${stale.join(', ')}`);
  const lines = known.toSorted().map((goal) => `- \`${goal}\`: ${UNREACHED[goal]!}`);
  return `${HEAD}\n${lines.join('\n')}\n`;
}

const HEAD = `<!-- Written by \`ptshare generate\`. The reasons are in statespace/unreached.ts. -->

# What no generated trace reaches

Goals of [\`ptshare generate\`](../../docs/exploring-the-reference.md): rules in force, and errors that the specification permits for a call
somewhere in a small world. These are reached in no state of any of the worlds, by the reference.
`;
