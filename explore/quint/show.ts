/** Values of a model as people write them, and as JSON. */
import type { Structure, Value } from './values.ts';

/** As in Quint's own output: `(0, 0, 1)`, `Set(0, 1)`, `Maps({ frame: (0, 0, 0), protection: ReadOnly })`. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  const { kind, names } = value.shape;
  switch (kind) {
    case 'tuple':
      return `(${value.parts.map(textOf).join(', ')})`;
    case 'record':
      return `{ ${value.parts.map((part, i) => `${names[i]}: ${textOf(part)}`).join(', ')} }`;
    case 'variant':
      return isUnit(value.parts[0]) ? names[0]! : `${names[0]}(${textOf(value.parts[0]!)})`;
    case 'set':
      return `Set(${value.parts.map(textOf).toSorted().join(', ')})`;
    case 'map':
      return `Map(${pairsOf(value)
        .map(([key, image]) => `${textOf(key)} -> ${textOf(image)}`)
        .toSorted()
        .join(', ')})`;
  }
}

/** Records become objects, tuples and sets lists, maps lists of pairs, a variant an object with its tag as key, or the tag alone. */
export function jsonOf(value: Value): unknown {
  if (typeof value !== 'object') return value;
  const { kind, names } = value.shape;
  switch (kind) {
    case 'tuple':
      return value.parts.map(jsonOf);
    case 'record':
      return Object.fromEntries(value.parts.map((part, i) => [names[i]!, jsonOf(part)]));
    case 'variant':
      return isUnit(value.parts[0]) ? names[0]! : { [names[0]!]: jsonOf(value.parts[0]!) };
    case 'set':
      return value.parts.toSorted(byText).map(jsonOf);
    case 'map':
      return pairsOf(value)
        .toSorted(([a], [b]) => byText(a, b))
        .map(([key, image]) => [jsonOf(key), jsonOf(image)]);
  }
}

/** Keys and values of a map. */
export function pairsOf({ parts }: Structure): [Value, Value][] {
  return (parts[0] as Structure).parts.map((key, i) => [key, parts[i + 1]!]);
}

function isUnit(value: Value | undefined): boolean {
  return typeof value === 'object' && value.shape.kind === 'tuple' && value.parts.length === 0;
}

function byText(a: Value, b: Value): number {
  const [x, y] = [textOf(a), textOf(b)];
  return x < y ? -1 : Number(x > y);
}
