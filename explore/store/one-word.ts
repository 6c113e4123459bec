/** A store of states of one word: the loop that decides how fast small models are explored. */
import { hashOne } from './hash.ts';
import { StateStore } from './state-store.ts';

export class OneWordStore extends StateStore {
  override addAll(next: Int32Array, count: number, from: number, ids: Int32Array): void {
    const { words, parents, table } = this;
    const mask = table.length - 1;
    const own = from < this.count;
    const ownA = words[from]!;
    let stored = this.count;
    for (let i = 0; i < count; i++) {
      const a = next[i]!;
      if (own && a === ownA) {
        ids[i] = from;
        continue;
      }
      const hash = hashOne(a);
      let slot = hash & mask;
      for (;;) {
        const entry = table[slot]!;
        if (entry === 0) {
          words[stored] = a;
          parents[stored] = from;
          ids[i] = stored;
          stored++;
          table[slot] = (hash & ~mask) | stored;
          break;
        }
        const id = (entry & mask) - 1;
        if (((entry ^ hash) & ~mask) === 0 && words[id] === a) {
          ids[i] = id;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    this.count = stored;
  }

  protected override hash(words: Int32Array, at: number): number {
    return hashOne(words[at]!);
  }
}
