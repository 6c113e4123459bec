/** Copies a world, for the rare step at which the sources permit several readings. */
import { RangeMap } from './range-map.ts';
import type { World } from './world.ts';

type Known = Map<object, object>;

/** An independent copy: objects that were the same stay the same among themselves. */
export function cloneWorld(world: World): World {
  const known: Known = new Map<object, object>([
    [world.traits, world.traits],
    [world.choices, world.choices],
    [world.geometry, world.geometry],
  ]);
  return copy(world, known) as World;
}

function copy(value: unknown, known: Known): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return known.get(value) ?? copyObject(value, known);
}

function copyObject(value: object, known: Known): object {
  if (value instanceof Map) return copyMap(value, known);
  if (value instanceof Set) return copySet(value, known);
  if (value instanceof RangeMap) {
    const made = value.clone();
    known.set(value, made);
    return made;
  }
  if (Array.isArray(value)) return copyArray(value, known);
  const made: Record<string, unknown> = { ...value };
  known.set(value, made);
  for (const key in made) {
    const inner = made[key];
    if (typeof inner === 'object' && inner !== null) made[key] = copy(inner, known);
  }
  return made;
}

function copyArray(value: readonly unknown[], known: Known): object {
  const made: unknown[] = [];
  known.set(value, made);
  for (const inner of value) made.push(copy(inner, known));
  return made;
}

function copyMap(value: Map<unknown, unknown>, known: Known): object {
  const made = new Map<unknown, unknown>();
  known.set(value, made);
  for (const [key, inner] of value) made.set(copy(key, known), copy(inner, known));
  return made;
}

function copySet(value: Set<unknown>, known: Known): object {
  const made = new Set<unknown>();
  known.set(value, made);
  for (const inner of value) made.add(copy(inner, known));
  return made;
}
