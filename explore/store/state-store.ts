/**
 * The states that were found, in the order of discovery, which is their id; and a hash table that finds a state again. The table is
 * open: a slot holds 0, or an id plus 1 in its low bits and the high bits of the hash above them, so that most slots of other states are
 * passed by without a look at their words.
 */
import { bytesOf, grown, roomFor } from './room.ts';
import type { Room } from './room.ts';

const FIRST_ROOM = 1024;

export abstract class StateStore {
  readonly width: number;
  /** Bytes that may be taken, while growing too. */
  readonly limit: number;
  count = 0;
  /** State `id` lies at `id * width`. A new array after growth. */
  words: Int32Array;
  /** The state from which each was found first; initial states are their own. */
  parents: Int32Array;
  protected table: Int32Array;
  #room: Room;

  constructor(width: number, limit: number) {
    this.width = width;
    this.limit = limit;
    this.#room = roomFor(FIRST_ROOM);
    this.words = new Int32Array(width * this.#room.states);
    this.parents = new Int32Array(this.#room.states);
    this.table = new Int32Array(this.#room.slots);
  }

  /** Bytes taken now. */
  get bytes(): number {
    return bytesOf(this.#room, this.width);
  }

  /** Makes room for `more` states. False, and nothing changed, if that exceeds the limit. */
  reserve(more: number): boolean {
    const need = this.count + more;
    if (need <= this.#room.states) return true;
    const room = grown(this.#room, need, this.width, this.limit);
    if (!room) return false;
    this.table = new Int32Array(0);
    this.words = longer(this.words, room.states * this.width);
    this.parents = longer(this.parents, room.states);
    this.table = new Int32Array(room.slots);
    this.#room = room;
    this.fillTable();
    return true;
  }

  /** Takes on states that another store had, in the same order. False if they exceed the limit. */
  restore(words: Int32Array, parents: Int32Array): boolean {
    if (!this.reserve(parents.length - this.count)) return false;
    this.words.set(words);
    this.parents.set(parents);
    this.count = parents.length;
    this.fillTable();
    return true;
  }

  /** Adds one state with its parent, for which there is room; the id, old or new. A negative parent: it is its own. */
  addOne(words: Int32Array, at: number, parent: number): number {
    const ids = new Int32Array(1);
    const from = parent < 0 ? this.count : parent;
    this.addAll(words.subarray(at, at + this.width), 1, from, ids);
    return ids[0]!;
  }

  /** The id of a state, or -1. */
  find(words: Int32Array, at: number): number {
    const { table, width } = this;
    const mask = table.length - 1;
    const hash = this.hash(words, at);
    for (let slot = hash & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      const id = (table[slot]! & mask) - 1;
      if (((table[slot]! ^ hash) & ~mask) === 0 && same(this.words, id * width, words, at, width)) return id;
    }
    return -1;
  }

  /**
   * Finds or adds `count` states, `width` words each, for which there is room, and writes their ids. New ones get the next ids, in order,
   * and `from` as their parent. A state that is equal to `from` is recognised without a look at the table.
   */
  abstract addAll(next: Int32Array, count: number, from: number, ids: Int32Array): void;

  protected abstract hash(words: Int32Array, at: number): number;

  /** Writes all states into an empty table. */
  private fillTable(): void {
    const { table, words, width, count } = this;
    const mask = table.length - 1;
    for (let id = 0; id < count; id++) {
      const hash = this.hash(words, id * width);
      let slot = hash & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = (hash & ~mask) | (id + 1);
    }
  }
}

function longer(array: Int32Array, length: number): Int32Array {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}

export function same(a: Int32Array, atA: number, b: Int32Array, atB: number, width: number): boolean {
  for (let k = 0; k < width; k++) if (a[atA + k] !== b[atB + k]) return false;
  return true;
}
