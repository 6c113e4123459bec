/**
 * Numbers for values, so that a state with structure becomes a few words: equal values get the same number, from 0 in the order of
 * appearance. Holds at most 2^24 values of one kind, the limit of a Map of this language.
 */
import type { Interned } from './model.ts';

export class Interner<T> implements Interned {
  readonly #numbers = new Map<string, number>();
  readonly #values: T[] = [];
  readonly #key: (value: T) => string;

  /** @param key equal for equal values, and only for them; JSON where left out, for values that JSON can write and read */
  constructor(key: (value: T) => string = (value) => JSON.stringify(value)) {
    this.#key = key;
  }

  get size(): number {
    return this.#values.length;
  }

  /** The number of a value. The value is kept, and must not change any more. */
  number(value: T): number {
    const key = this.#key(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#values.length);
    return this.#values.push(value) - 1;
  }

  /** @throws RangeError for a number that was not given out */
  value(number: number): T {
    if (number < 0 || number >= this.#values.length) throw new RangeError(`no value has the number ${number}`);
    return this.#values[number]!;
  }

  /** As JSON. */
  save(): Uint8Array {
    return Buffer.from(JSON.stringify(this.#values));
  }

  restore(saved: Uint8Array): void {
    this.#numbers.clear();
    this.#values.length = 0;
    for (const value of JSON.parse(Buffer.from(saved).toString()) as T[]) this.number(value);
  }
}
