/** Processes are interchangeable: their records in word 0 are sorted, the greatest first. */
import type { Folding } from '../../model.ts';
import type { Layout } from './layout.ts';

/** Up to so many bits the sorted word is looked up in a table of 4 bytes each. */
const MOST_BITS = 20;

function recordsOf(word: number, { processes, record }: Layout): number[] {
  return Array.from({ length: processes }, (_, p) => (word >>> (p * record)) & (2 ** record - 1));
}

function sorted(word: number, layout: Layout): number {
  const records = recordsOf(word, layout).sort((a, b) => b - a);
  let result = 0;
  for (const [p, record] of records.entries()) result |= record << (p * layout.record);
  return result;
}

/** In how many different orders the records can be. */
function orders(word: number, layout: Layout): number {
  const seen = new Map<number, number>();
  let count = 1;
  for (const [p, record] of recordsOf(word, layout).entries()) {
    const same = (seen.get(record) ?? 0) + 1;
    seen.set(record, same);
    count *= (p + 1) / same;
  }
  return Math.round(count);
}

export function foldingOf(layout: Layout): Folding {
  const bits = layout.processes * layout.record;
  const table = bits <= MOST_BITS ? Int32Array.from({ length: 2 ** bits }, (_, word) => sorted(word, layout)) : undefined;
  return {
    canonical(words, at) {
      words[at] = table ? table[words[at]!]! : sorted(words[at]!, layout);
    },
    orbit: (words, at) => orders(words[at]!, layout),
  };
}
