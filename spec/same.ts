/** Whether two worlds say the same, for the trace in which calls overlap and many orders come to one. */
import type { World } from './world.ts';

/** What says nothing of the world: a cache of names, counters, and what never changes. */
const ASIDE: ReadonlySet<string> = new Set(['places', 'version', 'mapped', 'nextRegion', 'traits', 'choices', 'geometry']);

/** A text that is the same for worlds that say the same, where they came by it in the same order. */
export function textOf(world: World): string {
  const writing: Writing = { text: '', numbers: new Map() };
  write(writing, world);
  return writing.text;
}

interface Writing {
  text: string;
  /** What was written before is told by its number: worlds also differ in what their parts have in common. */
  readonly numbers: Map<object, number>;
}

function write(to: Writing, value: unknown): void {
  if (typeof value === 'object' && value !== null) writeObject(to, value);
  else to.text += typeof value === 'string' ? `"${value}",` : `${String(value)},`;
}

function writeObject(to: Writing, value: object): void {
  const known = to.numbers.get(value);
  if (known !== undefined) {
    to.text += `#${known},`;
    return;
  }
  to.numbers.set(value, to.numbers.size);
  if (Array.isArray(value) || value instanceof Set) writeItems(to, value);
  else if (value instanceof Map) writePairs(to, value);
  else writeProperties(to, value);
}

function writeItems(to: Writing, items: Iterable<unknown>): void {
  to.text += '[';
  for (const item of items) write(to, item);
  to.text += ']';
}

function writePairs(to: Writing, pairs: ReadonlyMap<unknown, unknown>): void {
  to.text += '<';
  for (const [key, item] of pairs) {
    write(to, key);
    write(to, item);
  }
  to.text += '>';
}

/** Objects of one kind have the same properties in the same order, so their names need not be written. */
function writeProperties(to: Writing, object: object): void {
  to.text += '{';
  for (const name in object) if (!ASIDE.has(name)) write(to, (object as Readonly<Record<string, unknown>>)[name]);
  to.text += '}';
}
