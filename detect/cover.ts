/** The smallest set of stories that catches every body that any story catches. */

export interface Cover {
  readonly stories: readonly string[];
  /** No smaller set does; else none was found in the time given. */
  readonly exact: boolean;
}

/** Branches of the exact search, at most. */
const BRANCHES = 200_000;

/** @param sets by body: the stories that catch it */
export function smallestCover(sets: ReadonlyMap<string, readonly string[]>): Cover {
  const needed = [...sets.values()].filter((stories) => stories.length > 0).map((stories) => new Set(stories));
  const first = greedy(needed);
  const search = { best: first, branches: 0 };
  descend(needed, [], search);
  return { stories: search.best.toSorted(), exact: search.branches < BRANCHES };
}

/** Always the story that catches most of what is left. */
function greedy(needed: readonly ReadonlySet<string>[]): string[] {
  const chosen: string[] = [];
  for (let left = needed; left.length > 0;) {
    const counts = new Map<string, number>();
    for (const stories of left) for (const story of stories) counts.set(story, (counts.get(story) ?? 0) + 1);
    const [most] = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    const best = most?.[0] ?? '';
    chosen.push(best);
    left = left.filter((stories) => !stories.has(best));
  }
  return chosen;
}

interface Search {
  best: readonly string[];
  branches: number;
}

/** One of the stories of the body that has fewest must be chosen. */
function descend(left: readonly ReadonlySet<string>[], chosen: readonly string[], search: Search): void {
  if (left.length === 0) {
    if (chosen.length < search.best.length) search.best = chosen;
    return;
  }
  if (chosen.length + apart(left) >= search.best.length) return;
  const [scarcest] = left.toSorted((a, b) => a.size - b.size);
  for (const story of [...(scarcest ?? [])].toSorted()) {
    if (++search.branches >= BRANCHES) return;
    descend(
      left.filter((stories) => !stories.has(story)),
      [...chosen, story],
      search,
    );
  }
}

/** Bodies of which no two are caught by one story: each needs a story of its own. */
function apart(left: readonly ReadonlySet<string>[]): number {
  const taken = new Set<string>();
  let count = 0;
  for (const stories of left.toSorted((a, b) => a.size - b.size)) {
    if ([...stories].some((story) => taken.has(story))) continue;
    for (const story of stories) taken.add(story);
    count += 1;
  }
  return count;
}
