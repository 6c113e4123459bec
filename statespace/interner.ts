/** Numbers for lists of words: equal lists get the same number. A state is then a few numbers, and what states have in common is stored once. */

const FIRST_WORDS = 1 << 16;
const FIRST_SLOTS = 1 << 10;

export interface SavedWords {
  readonly words: Int32Array;
  /** Where each list ends. */
  readonly ends: Int32Array;
}

/** An open hash table over one long array that holds the lists one after another. */
export class WordInterner {
  private words = new Int32Array(FIRST_WORDS);
  private ends = new Int32Array(FIRST_SLOTS);
  private table = new Int32Array(2 * FIRST_SLOTS);
  count = 0;

  /** Bytes taken now. */
  get bytes(): number {
    return 4 * (this.words.length + this.ends.length + this.table.length);
  }

  /** The number of a list, from 0; it gets one when it has none. */
  of(list: ArrayLike<number>): number {
    const mask = this.table.length - 1;
    let slot = hashOf(list) & mask;
    for (let found = this.table[slot]!; found !== 0; found = this.table[slot]!) {
      if (this.is(found - 1, list)) return found - 1;
      slot = (slot + 1) & mask;
    }
    return this.add(list, slot);
  }

  /** The list of a number. To be read at once: the array may be replaced when more lists come. */
  at(number: number): Int32Array {
    return this.words.subarray(this.begin(number), this.ends[number]);
  }

  save(): SavedWords {
    return { words: this.words.slice(0, this.begin(this.count)), ends: this.ends.slice(0, this.count) };
  }

  restore({ words, ends }: SavedWords): void {
    this.count = 0;
    this.words = new Int32Array(FIRST_WORDS);
    this.ends = new Int32Array(FIRST_SLOTS);
    this.table = new Int32Array(2 * FIRST_SLOTS);
    ends.forEach((end, i) => this.of(words.subarray(i === 0 ? 0 : ends[i - 1], end)));
  }

  private begin(number: number): number {
    return number === 0 ? 0 : this.ends[number - 1]!;
  }

  private is(number: number, list: ArrayLike<number>): boolean {
    const from = this.begin(number);
    if (this.ends[number]! - from !== list.length) return false;
    for (let i = 0; i < list.length; i++) if (this.words[from + i] !== list[i]) return false;
    return true;
  }

  private add(list: ArrayLike<number>, slot: number): number {
    const number = this.count++;
    const from = this.begin(number);
    if (from + list.length > this.words.length) this.words = longer(this.words, 2 * (from + list.length));
    if (number === this.ends.length) this.ends = longer(this.ends, 2 * number);
    this.words.set(list, from);
    this.ends[number] = from + list.length;
    this.table[slot] = number + 1;
    if (2 * this.count > this.table.length) this.rehash();
    return number;
  }

  private rehash(): void {
    this.table = new Int32Array(2 * this.table.length);
    const mask = this.table.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = hashOf(this.at(number)) & mask;
      while (this.table[slot] !== 0) slot = (slot + 1) & mask;
      this.table[slot] = number + 1;
    }
  }
}

function longer(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(length);
  made.set(array);
  return made;
}

function hashOf(list: ArrayLike<number>): number {
  let hash = list.length;
  for (let i = 0; i < list.length; i++) {
    const word = list[i]!;
    if (word !== (word | 0)) throw new Error(`${word} does not fit into a word of a state`);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 1;
}
