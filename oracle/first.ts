/** The first few of many, in a total order: the same few whatever the order of arrival, so merging is associative. */
export interface First<T> {
  /** How many were added in all. */
  readonly count: number;
  readonly items: readonly T[];
  add(item: T): void;
}

/** Keeps the `limit` smallest by `compare`. */
export function keepFirst<T>(limit: number, compare: (a: T, b: T) => number): First<T> {
  const items: T[] = [];
  let count = 0;
  return {
    items,
    get count() {
      return count;
    },
    add(item) {
      count += 1;
      const last = items.at(-1);
      if (items.length === limit && last !== undefined && compare(item, last) >= 0) return;
      const at = items.findIndex((other) => compare(item, other) < 0);
      items.splice(at < 0 ? items.length : at, 0, item);
      if (items.length > limit) items.pop();
    },
  };
}

/** Plain code-unit order: the same on every machine, unlike a locale's. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byTrace(a: { trace: string }, b: { trace: string }): number {
  return byText(a.trace, b.trace);
}

/** Items by a key, in the order in which the keys first come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
