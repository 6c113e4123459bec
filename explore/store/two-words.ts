/** A store of states of two words. */
import { hashTwo } from './hash.ts';
import { StateStore } from './state-store.ts';

export class TwoWordStore extends StateStore {
  override addAll(next: Int32Array, count: number, from: number, ids: Int32Array): void {
    const { words, parents, table } = this;
    const mask = table.length - 1;
    const own = from < this.count;
    const ownA = words[2 * from]!;
    const ownB = words[2 * from + 1]!;
    let stored = this.count;
    for (let i = 0; i < count; i++) {
      const a = next[2 * i]!;
      const b = next[2 * i + 1]!;
      if (own && a === ownA && b === ownB) {
        ids[i] = from;
        continue;
      }
      const hash = hashTwo(a, b);
      let slot = hash & mask;
      for (;;) {
        const entry = table[slot]!;
        if (entry === 0) {
          words[2 * stored] = a;
          words[2 * stored + 1] = b;
          parents[stored] = from;
          ids[i] = stored;
          stored++;
          table[slot] = (hash & ~mask) | stored;
          break;
        }
        const id = (entry & mask) - 1;
        if (((entry ^ hash) & ~mask) === 0 && words[2 * id] === a && words[2 * id + 1] === b) {
          ids[i] = id;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    this.count = stored;
  }

  protected override hash(words: Int32Array, at: number): number {
    return hashTwo(words[at]!, words[at + 1]!);
  }
}
