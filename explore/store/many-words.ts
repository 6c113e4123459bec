/** A store of states of any number of words. */
import { hashMany } from './hash.ts';
import { StateStore, same } from './state-store.ts';

export class ManyWordStore extends StateStore {
  override addAll(next: Int32Array, count: number, from: number, ids: Int32Array): void {
    const own = from < this.count;
    for (let i = 0; i < count; i++) {
      const at = i * this.width;
      ids[i] = own && same(next, at, this.words, from * this.width, this.width) ? from : this.#add(next, at, from);
    }
  }

  #add(next: Int32Array, at: number, from: number): number {
    const { words, table, width } = this;
    const mask = table.length - 1;
    const hash = hashMany(next, at, width);
    let slot = hash & mask;
    for (let entry = table[slot]!; entry !== 0; entry = table[slot]!) {
      const id = (entry & mask) - 1;
      if (((entry ^ hash) & ~mask) === 0 && same(words, id * width, next, at, width)) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.count++;
    for (let k = 0; k < width; k++) words[id * width + k] = next[at + k]!;
    this.parents[id] = from;
    table[slot] = (hash & ~mask) | (id + 1);
    return id;
  }

  protected override hash(words: Int32Array, at: number): number {
    return hashMany(words, at, this.width);
  }
}
