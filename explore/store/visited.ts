/** The states of a dense model: one bit each for whether they were visited, and their order of discovery. */

export class Visited {
  readonly limit: number;
  /** The states in the order of discovery. A new array after growth. */
  order: Int32Array;
  count = 0;
  /** Bit `state & 31` of word `state >>> 5`. */
  readonly bits: Int32Array;
  #room: number;

  /**
   * @param size states are below it
   * @param limit bytes that may be taken, while growing too; at least what `bytesAtFirst` says
   */
  constructor(size: number, limit: number) {
    this.limit = limit;
    this.#room = firstRoom(size);
    this.bits = new Int32Array(wordsFor(size));
    this.order = new Int32Array(this.#room);
  }

  static bytesAtFirst(size: number): number {
    return 4 * (wordsFor(size) + firstRoom(size));
  }

  get bytes(): number {
    return 4 * (this.bits.length + this.#room);
  }

  /** Makes room for `more` states. False, and nothing changed, if that exceeds the limit. */
  reserve(more: number): boolean {
    const need = this.count + more;
    if (need <= this.#room) return true;
    const fits = Math.floor((this.limit - this.bytes) / 4);
    const room = Math.min(Math.max(need, 2 * this.#room), fits);
    if (room < need) return false;
    const order = new Int32Array(room);
    order.set(this.order);
    this.order = order;
    this.#room = room;
    return true;
  }

  /** Adds those of `next` that were not visited, for which there is room. */
  addAll(next: Int32Array, count: number): void {
    const { bits, order } = this;
    let stored = this.count;
    for (let i = 0; i < count; i++) {
      const state = next[i]!;
      const bit = 1 << (state & 31);
      const word = bits[state >>> 5]!;
      if ((word & bit) !== 0) continue;
      bits[state >>> 5] = word | bit;
      order[stored] = state;
      stored++;
    }
    this.count = stored;
  }

  has(state: number): boolean {
    return (this.bits[state >>> 5]! & (1 << (state & 31))) !== 0;
  }
}

function wordsFor(size: number): number {
  return Math.ceil(size / 32);
}

function firstRoom(size: number): number {
  return Math.min(size, 1024);
}
