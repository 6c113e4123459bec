/** Small models whose state spaces are known by counting on paper. */
import type { Model } from '../../explore/index.ts';

/** A counter of `width` words that goes up to `last` in the word 0, and has a twin action that stays where it is. */
export function counter(last: number, width = 1): Model {
  return {
    name: `counter to ${last} of ${width}`,
    width,
    fanOut: 2,
    initial: () => [new Int32Array(width)],
    action: (number) => ({ name: ['up', 'stay'][number]!, parameters: {} }),
    successors(words, at, out) {
      const state = words.slice(at, at + width);
      if (state[0]! < last) out.push(0, state.with(0, state[0]! + 1));
      if (state[0]! < last) out.push(1, state);
    },
    invariants: [],
    show: (words, at) => words[at],
  };
}

/** `things` interchangeable things, two bits each in one word: each goes from 0 to 1 to 2 and back to 0. */
export function cycles(things: number, broken: Partial<Pick<Model, 'folding' | 'invariants'>> = {}): Model {
  return {
    name: `${things} cycles`,
    width: 1,
    fanOut: things,
    initial: () => [new Int32Array(1)],
    action: (number) => ({ name: 'turn', parameters: { thing: number } }),
    successors(words, at, out) {
      const state = words[at]!;
      for (let t = 0; t < things; t++) {
        const value = (state >>> (2 * t)) & 3;
        out.words[out.count] = (state & ~(3 << (2 * t))) | (((value + 1) % 3) << (2 * t));
        out.actions[out.count] = t;
        out.count++;
      }
    },
    invariants: [],
    folding: {
      canonical(words, at) {
        const sorted = Array.from({ length: things }, (_, t) => (words[at]! >>> (2 * t)) & 3).sort((a, b) => b - a);
        words[at] = sorted.reduce((word, value, t) => word | (value << (2 * t)), 0);
      },
    },
    ...broken,
  };
}
