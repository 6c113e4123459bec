/** Whether two worlds say the same, for the trace in which calls overlap and many orders come to one. */
import type { World } from './world.ts';

/**
 * A text that is the same for worlds that say the same, where they came by it in the same order. A cache of names, counters, and what never
 * changes say nothing.
 */
export function textOf({
  places: _p,
  version: _v,
  mapped: _m,
  nextRegion: _n,
  traits: _t,
  choices: _c,
  geometry: _g,
  ...said
}: World): string {
  const writing: Writing = { text: '', numbers: new Map() };
  write(writing, said);
  return writing.text;
}

interface Writing {
  text: string;
  /** What was written before is told by its number: worlds also differ in what their parts have in common. */
  readonly numbers: Map<object, number>;
}

/** Names have neither commas nor brackets in them, and of what is no object the same thing is said in the same place. */
function write(to: Writing, value: unknown): void {
  if (typeof value === 'object' && value !== null) writeObject(to, value);
  else to.text += `${String(value)},`;
}

function writeObject(to: Writing, value: object): void {
  const known = to.numbers.get(value);
  if (known !== undefined) {
    to.text += `#${known},`;
    return;
  }
  to.numbers.set(value, to.numbers.size);
  to.text += '(';
  if (isCollection(value)) value.forEach((item, key) => writePair(to, key, item));
  else writeProperties(to, value);
  to.text += ')';
}

/** An array, a Set or a Map. */
interface Collection {
  forEach: (each: (item: unknown, key: unknown) => void) => void;
}

function isCollection(value: object): value is Collection {
  return 'forEach' in value;
}

function writePair(to: Writing, key: unknown, item: unknown): void {
  write(to, key);
  write(to, item);
}

/** Objects of one kind have the same properties in the same order, so their names need not be written. */
function writeProperties(to: Writing, object: object): void {
  for (const name in object) write(to, (object as Readonly<Record<string, unknown>>)[name]);
}
