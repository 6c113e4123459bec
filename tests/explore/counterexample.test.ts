import { describe, expect, it } from 'vitest';
import { DenseSearch, Search, explore } from '../../explore/index.ts';
import type { DenseModel, Exploration, Model } from '../../explore/index.ts';
import { MM_3_2_2 } from '../../explore/models/regions/bounds.ts';
import { ANSWERS_AGREE, watchedRegions } from '../../explore/models/regions/stale-prot.ts';
import { counter, cycles } from './models.ts';

const names = ({ violations }: Exploration): string[] => violations[0]?.steps.map(({ name }) => name) ?? [];

/** The same counter, dense. */
function denseCounter(last: number, forbidden = -1): DenseModel {
  return {
    name: `dense counter to ${last}`,
    size: last + 1,
    fanOut: 2,
    initial: [0],
    action: (number) => ({ name: ['up', 'stay'][number]!, parameters: {} }),
    successors(state, out) {
      if (state < last) out.push(0, Int32Array.of(state + 1));
      if (state < last) out.push(1, Int32Array.of(state));
    },
    invariants: [{ name: 'not forbidden', holds: (state) => state !== forbidden }],
    show: (state) => state,
  };
}

describe('stale-prot', () => {
  it.each([true, false])('is found in 8 calls, and no fewer (folded: %s)', async (fold) => {
    const found = await explore(watchedRegions(MM_3_2_2, true), { fold });
    expect(found.violations).toMatchObject([{ kind: 'transition', property: ANSWERS_AGREE }]);
    expect(names(found).toSorted()).toEqual(['attach', 'attach', 'create', 'create', 'detach', 'load', 'mprotect', 'unlink']);
    expect(names(found).at(-1)).toBe('load');
    expect(found).toMatchObject({ complete: false, partial: { code: 'violation' } });
  });

  it('is not found where the last detach resets the protections', async () => {
    const flat = await explore(watchedRegions({ processes: 2, regions: 2, pages: 1 }, false), { fold: false });
    const folded = await explore(watchedRegions({ processes: 2, regions: 2, pages: 1 }, false));
    // For each region 4 + 3 ways to be linked or attached, 9 for its page; and 1 when it is dead.
    expect(flat).toMatchObject({ complete: true, states: (7 * 9 + 1) ** 2, violations: [] });
    expect(folded).toMatchObject({ complete: true, violations: [] });
    expect(folded.states).toBeLessThan(flat.states / 3);
  });
});

describe('a counterexample', () => {
  it('of an invariant ends in the first state that breaks it', async () => {
    const model: Model = { ...counter(9), invariants: [{ name: 'below 4', holds: (words, at) => words[at]! < 4 }] };
    const found = await explore(model);
    expect(found.violations).toEqual([
      {
        kind: 'invariant',
        property: 'below 4',
        initial: 0,
        steps: [1, 2, 3, 4].map((state) => ({ name: 'up', parameters: {}, number: 0, state })),
      },
    ]);
  });

  it('is the same in a dense model', async () => {
    const found = await explore(denseCounter(9, 4));
    expect(found.violations).toMatchObject([
      { kind: 'invariant', initial: 0, steps: [{ state: 1 }, { state: 2 }, { state: 3 }, { state: 4 }] },
    ]);
  });

  it('is empty where an initial state breaks the invariant', async () => {
    const model: Model = { ...counter(9), invariants: [{ name: 'never', holds: () => false }] };
    expect(await explore(model)).toMatchObject({ violations: [{ kind: 'invariant', steps: [] }] });
  });

  it('is given once for each property when it goes on', async () => {
    const invariants = [5, 3].map((n) => ({ name: `below ${n}`, holds: (words: Int32Array, at: number) => words[at]! < n }));
    const found = await explore({ ...counter(9), invariants }, { goOn: true });
    expect(found).toMatchObject({ complete: true, states: 10 });
    expect(found.violations.map(({ property, steps }) => [property, steps.length])).toEqual([
      ['below 3', 3],
      ['below 5', 5],
    ]);
  });

  it('of a deadlock leads to the state without successors, when that is a violation', async () => {
    for (const model of [counter(3), denseCounter(3)]) {
      expect(await explore(model)).toMatchObject({ complete: true, deadlocks: 1, violations: [] });
      const found = await explore(model, { deadlockIsViolation: true });
      expect(found.violations).toMatchObject([{ kind: 'deadlock', steps: [{ state: 1 }, { state: 2 }, { state: 3 }] }]);
    }
  });

  it('with folding is one real run, with the names of that run', async () => {
    const sum = (word: number): number => [0, 2, 4].reduce((total, shift) => total + ((word >>> shift) & 3), 0);
    const invariants = [{ name: 'not 2 and 1', holds: (words: Int32Array, at: number) => sum(words[at]!) < 3 || (words[at]! & 3) === 1 }];
    for (const fold of [false, true]) {
      const [violation] = (await explore(cycles(3, { invariants }), { fold })).violations;
      let state = 0;
      for (const { parameters } of violation!.steps) {
        const shift = 2 * Number(parameters['thing']);
        state = (state & ~(3 << shift)) | (((((state >>> shift) & 3) + 1) % 3) << shift);
      }
      expect({ fold, length: violation!.steps.length, sum: sum(state) }).toEqual({ fold, length: 3, sum: 3 });
    }
  });

  it('cannot be given for a canonicalisation that is no symmetry, and that is said', async () => {
    const folding = { canonical: (words: Int32Array, at: number) => void (words[at] = words[at] === 1 ? 2 : words[at]!) };
    const invariants = [{ name: 'no 2', holds: (words: Int32Array, at: number) => (words[at]! & 3) !== 2 || words[at]! < 8 }];
    await expect(explore(cycles(3, { folding, invariants }))).rejects.toThrow('step 2 of a path cannot be taken');
  });
});

describe('the path to a state', () => {
  it('has as many steps as its distance', () => {
    const search = new Search(counter(20, 3));
    search.advance(Infinity);
    expect(search.pathTo(17)).toHaveLength(17);
  });
});

describe('a visitor', () => {
  it('sees every transition once, and each state as new once', async () => {
    for (const model of [counter(9), counter(9, 2), counter(9, 3), denseCounter(9)]) {
      const seen: [number, number, number, boolean][] = [];
      await explore(model, { visit: (...edge) => void seen.push(edge) });
      const expected = Array.from({ length: 9 }, (_, n) => [
        [n, 0, n + 1, true],
        [n, 1, n, false],
      ]).flat();
      expect(seen).toEqual(expected);
    }
  });

  it('is told of each state but the initial one that it is new, also where several of one state are', async () => {
    for (const model of [cycles(3), { ...cycles(3), initial: () => [Int32Array.of(0), Int32Array.of(1)] }]) {
      const news: number[] = [];
      const { states, transitions } = await explore(model, { fold: false, visit: (_, __, to, isNew) => void (isNew && news.push(to)) });
      expect([states, transitions]).toEqual([27, 81]);
      const first = model.initial().length;
      expect(news).toEqual(Array.from({ length: states - first }, (_, i) => first + i));
    }
  });

  it('can say that a transition violates a property', async () => {
    for (const model of [counter(9), denseCounter(9)]) {
      const found = await explore(model, { visit: (from, action) => (from === 2 && action === 1 ? 'does not stay at 2' : undefined) });
      expect(found.violations).toMatchObject([
        { kind: 'transition', property: 'does not stay at 2', steps: [{ state: 1 }, { state: 2 }, { name: 'stay', state: 2 }] },
      ]);
    }
  });
});

describe('a search', () => {
  it('is at fault where a model writes more successors than there is room for', () => {
    const model: Model = {
      ...counter(9),
      fanOut: 1,
      successors: (_words, _at, out) => {
        out.count = 2;
      },
    };
    expect(() => new Search(model).advance(1)).toThrow('no room was made');
    expect(() => new DenseSearch({ ...denseCounter(9), fanOut: 1, successors: (_, out) => void (out.count = 2) }).advance(1)).toThrow(
      'no room was made',
    );
  });
});
