/** What compiled models call: the built-in operators that are more than an operator of JavaScript. */
import { ModelError } from './model-error.ts';
import { Values } from './values.ts';
import type { Shape, Structure, Value } from './values.ts';

type Test = (value: Value) => boolean;
type Change = (value: Value) => Value;

export class Runtime {
  readonly values = new Values();

  /** Arithmetic must stay exact. */
  exact(result: number): number {
    if (!Number.isSafeInteger(result)) throw new ModelError('an integer leaves the range that is exact', '');
    return result;
  }

  divide(a: number, b: number): number {
    if (b === 0) throw new ModelError('division by zero', '');
    return Math.trunc(a / b);
  }

  remainder(a: number, b: number): number {
    if (b === 0) throw new ModelError('division by zero', '');
    return (a % b) + 0;
  }

  // Construction

  tuple(parts: Value[]): Structure {
    return this.values.make(this.values.tuple, parts);
  }

  shaped(shape: Shape, parts: Value[]): Structure {
    return this.values.make(shape, parts);
  }

  /** Equal to nothing but itself. */
  loose(shape: Shape, parts: Value[]): Structure {
    return { id: -1, shape, parts };
  }

  set(elements: Value[]): Structure {
    return this.values.makeSet(elements);
  }

  map(pairs: Structure[]): Structure {
    const byKey = new Map(pairs.map(({ parts }) => [parts[0]!, parts[1]!]));
    const keys = this.set([...byKey.keys()]);
    return this.overKeys(
      keys,
      keys.parts.map((key) => byKey.get(key)!),
    );
  }

  private overKeys(keys: Structure, images: Value[]): Structure {
    return this.values.make(this.values.map, [keys, ...images]);
  }

  range(from: number, to: number): Structure {
    return this.set(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i));
  }

  // Records

  field(record: Structure, name: string): Value {
    return record.parts[place(record.shape.names, name)]!;
  }

  with(record: Structure, name: string, value: Value): Structure {
    const parts = record.parts.slice();
    parts[place(record.shape.names, name)] = value;
    return this.values.make(record.shape, parts);
  }

  // Sets

  contains(set: Structure, element: Value): boolean {
    return this.values.position(set, element) >= 0;
  }

  union(a: Structure, b: Structure): Structure {
    return this.set([...a.parts, ...b.parts]);
  }

  intersect(a: Structure, b: Structure): Structure {
    return this.filter(a, (element) => this.contains(b, element));
  }

  exclude(a: Structure, b: Structure): Structure {
    return this.filter(a, (element) => !this.contains(b, element));
  }

  subset(a: Structure, b: Structure): boolean {
    return a.parts.every((element) => this.contains(b, element));
  }

  filter(set: Structure, keep: Test): Structure {
    const kept: Value[] = [];
    for (const element of set.parts) if (keep(element)) kept.push(element);
    return kept.length === set.parts.length ? set : this.values.make(this.values.set, kept);
  }

  image(set: Structure, change: Change): Structure {
    const images: Value[] = [];
    for (const element of set.parts) images.push(change(element));
    return this.set(images);
  }

  exists(set: Structure, test: Test): boolean {
    for (const element of set.parts) if (test(element)) return true;
    return false;
  }

  forall(set: Structure, test: Test): boolean {
    for (const element of set.parts) if (!test(element)) return false;
    return true;
  }

  fold(set: Structure, first: Value, add: (sum: Value, element: Value) => Value): Value {
    let sum = first;
    for (const element of set.parts) sum = add(sum, element);
    return sum;
  }

  flatten(sets: Structure): Structure {
    return this.set(sets.parts.flatMap((set) => (set as Structure).parts));
  }

  /** All tuples of an element of each set. */
  tuples(sets: Structure[]): Structure {
    let rows: Value[][] = [[]];
    for (const set of sets) rows = rows.flatMap((row) => set.parts.map((element) => [...row, element]));
    return this.set(rows.map((row) => this.tuple(row)));
  }

  // Maps

  mapBy(keys: Structure, image: Change): Structure {
    const parts: Value[] = [keys];
    for (const key of keys.parts) parts.push(image(key));
    return this.values.make(this.values.map, parts);
  }

  keys(map: Structure): Structure {
    return map.parts[0] as Structure;
  }

  private at(map: Structure, key: Value, where: string): number {
    const position = this.values.position(map.parts[0] as Structure, key);
    if (position < 0) throw new ModelError('a map has no such key', where);
    return position + 1;
  }

  get(map: Structure, key: Value, where: string): Value {
    return map.parts[this.at(map, key, where)]!;
  }

  /** As Quint has it: the key must be there. */
  setAt(map: Structure, key: Value, value: Value, where: string): Structure {
    const parts = map.parts.slice();
    parts[this.at(map, key, where)] = value;
    return this.values.make(map.shape, parts);
  }

  setBy(map: Structure, key: Value, change: Change, where: string): Structure {
    const at = this.at(map, key, where);
    const parts = map.parts.slice();
    parts[at] = change(parts[at]!);
    return this.values.make(map.shape, parts);
  }

  /** As `setAt`, but the key may be new. */
  put(map: Structure, key: Value, value: Value): Structure {
    const keys = map.parts[0] as Structure;
    if (this.contains(keys, key)) return this.setAt(map, key, value, '');
    const grown = this.union(keys, this.set([key]));
    return this.mapBy(grown, (k) => (k === key ? value : this.get(map, k, '')));
  }

  /** No branch of a match took the value: Quint's types exclude it. */
  unmatched(where: string): never {
    throw new ModelError('a value matches no case', where);
  }
}

/** Quicker than indexOf for a few names that are mostly the same objects. */
function place(names: readonly string[], name: string): number {
  let at = 0;
  while (names[at] !== name) at++;
  return at;
}
