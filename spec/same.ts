/** Whether two worlds say the same, for the rare trace in which calls overlap and many orders come to one. */
import { RangeMap } from './range-map.ts';
import type { World } from './world.ts';

/** What says nothing of the world: a cache of names, and counters. */
const ASIDE: ReadonlySet<string> = new Set(['places', 'version', 'mapped', 'nextRegion', 'traits', 'choices', 'geometry']);

/** A text that is the same for worlds that say the same, where they came by it in the same order. */
export function textOf(world: World): string {
  const numbers = new Map<object, number>();
  return JSON.stringify(world, (key, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (ASIDE.has(key)) return undefined;
    const known = numbers.get(value);
    if (known !== undefined) return `#${known}`;
    numbers.set(value, numbers.size);
    if (value instanceof Map || value instanceof Set) return Array.from<unknown>(value as Iterable<unknown>);
    return value instanceof RangeMap ? Object.fromEntries(Object.entries(value)) : value;
  });
}
