/**
 * Values of Quint. Structures are interned: there is one object for each value, so equal values are the same object, and comparing
 * them costs nothing.
 */

/** Integers are exact doubles: what leaves their range is an error, never a rounded number. */
export type Value = number | boolean | string | Structure;

export interface Structure {
  /** Order of birth: it serves as hash, and as an order among structures. */
  readonly id: number;
  readonly shape: Shape;
  /**
   * tuple: its items; record: its fields by name; variant: one part, what the tag carries; set: its elements, sorted;
   * map: the set of its keys, then the values in the order of the keys.
   */
  readonly parts: readonly Value[];
}

export type ShapeKind = 'tuple' | 'record' | 'variant' | 'set' | 'map';

export interface Shape {
  readonly id: number;
  readonly kind: ShapeKind;
  /** Names of the fields, sorted; the tag of a variant; empty otherwise. */
  readonly names: readonly string[];
}

const FIRST_SIZE = 1 << 12;

/** The store of all structures of one model. */
export class Values {
  private readonly shapes = new Map<string, Shape>();
  private readonly strings = new Map<string, number>();
  private readonly positions = new Map<Structure, Map<Value, number>>();
  private table: (Structure | undefined)[] = Array.from({ length: FIRST_SIZE });
  private hashes = new Int32Array(FIRST_SIZE);
  private count = 0;
  readonly tuple: Shape;
  readonly set: Shape;
  readonly map: Shape;

  constructor() {
    this.tuple = this.shape('tuple', []);
    this.set = this.shape('set', []);
    this.map = this.shape('map', []);
  }

  /** How many structures there are. */
  get size(): number {
    return this.count;
  }

  shape(kind: ShapeKind, names: readonly string[]): Shape {
    const key = `${kind} ${names.join(' ')}`;
    let shape = this.shapes.get(key);
    if (shape === undefined) this.shapes.set(key, (shape = { id: this.shapes.size, kind, names }));
    return shape;
  }

  /** The one structure with these parts. `parts` belongs to the store from now on. */
  make(shape: Shape, parts: readonly Value[]): Structure {
    const hash = this.hash(shape, parts);
    const mask = this.table.length - 1;
    let at = hash & mask;
    for (let found = this.table[at]; found !== undefined; found = this.table[at]) {
      if (this.hashes[at] === hash && found.shape === shape && sameParts(found.parts, parts)) return found;
      at = (at + 1) & mask;
    }
    const structure: Structure = { id: this.count++, shape, parts };
    this.table[at] = structure;
    this.hashes[at] = hash;
    if (this.count * 2 > this.table.length) this.grow();
    return structure;
  }

  /** A set of these elements, in any order, doubles allowed. */
  makeSet(elements: Value[]): Structure {
    elements.sort(before);
    let kept = 0;
    for (const element of elements) if (kept === 0 || elements[kept - 1] !== element) elements[kept++] = element;
    elements.length = kept;
    return this.make(this.set, elements);
  }

  /** Where an element lies in a set; -1 where it does not. */
  position(set: Structure, element: Value): number {
    const { parts } = set;
    if (parts.length <= SHORT) return parts.indexOf(element);
    let index = this.positions.get(set);
    if (index === undefined) this.positions.set(set, (index = new Map(parts.map((part, i) => [part, i]))));
    return index.get(element) ?? -1;
  }

  private hash(shape: Shape, parts: readonly Value[]): number {
    let hash = Math.imul(shape.id + 1, 0x9e37_79b1);
    for (const part of parts) hash = Math.imul(hash ^ this.code(part), 0x85eb_ca6b) ^ (hash >>> 15);
    return hash ^ (hash >>> 13);
  }

  private code(value: Value): number {
    if (typeof value === 'object') return value.id;
    if (typeof value === 'number') return value | 0;
    if (typeof value === 'boolean') return value ? 1 : 0;
    let code = this.strings.get(value);
    if (code === undefined) this.strings.set(value, (code = this.strings.size));
    return code;
  }

  private grow(): void {
    const { table, hashes } = this;
    const size = table.length * 2;
    this.table = Array.from({ length: size });
    this.hashes = new Int32Array(size);
    for (let i = 0; i < table.length; i++) {
      if (table[i] === undefined) continue;
      let at = hashes[i]! & (size - 1);
      while (this.table[at] !== undefined) at = (at + 1) & (size - 1);
      this.table[at] = table[i];
      this.hashes[at] = hashes[i]!;
    }
  }
}

/** Up to here looking through is quicker than an index. */
const SHORT = 12;

function sameParts(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Elements of one set are of one type. */
function before(a: Value, b: Value): number {
  if (typeof a === 'object') return a.id - (b as Structure).id;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
