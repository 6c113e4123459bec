/** A state as numbers in a row: 32-bit words, written and read in one order. */

const WIDE = 2 ** 30;

/** A whole number from 0 to 2^60 in two words. */
export function wideWords(number: number): [low: number, high: number] {
  return [number % WIDE, Math.floor(number / WIDE)];
}

/** Reads words in the order in which they were written. */
export class WordReader {
  private at = 0;
  private readonly words: ArrayLike<number>;

  constructor(words: ArrayLike<number>) {
    this.words = words;
  }

  /** The next word. Throws when there is none: the words are not those of the writer. */
  next(): number {
    const word = this.words[this.at++];
    if (word === undefined) throw new Error(`a state ends after ${this.words.length} words`);
    return word;
  }

  /** A number of at most 60 bits, in two words. */
  wide(): number {
    const low = this.next();
    return low + this.next() * WIDE;
  }

  /** A count, and so many items. */
  list<T>(item: () => T): T[] {
    const items: T[] = [];
    for (let left = this.next(); left > 0; left--) items.push(item());
    return items;
  }

  get done(): boolean {
    return this.at === this.words.length;
  }
}

/** Which names stand at which place of a state. Two states that differ only in these names have the same words under two namings. */
export interface Naming {
  /** The processes that live, by their number in the state; a name that nobody has now leaves its number empty. */
  readonly processes: readonly string[];
  /** CPU `i` of the state is CPU `cpus[i]` of the machine. */
  readonly cpus: readonly number[];
  /** Descriptors by number. */
  readonly descriptors: readonly string[];
}
