import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DenseSearch, Search, explore, searchOf } from '../../explore/index.ts';
import { MM_3_2_2 } from '../../explore/models/regions/bounds.ts';
import { denseRegions } from '../../explore/models/regions/dense.ts';
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { sharing } from '../../explore/models/sharing/model.ts';
import { createStore } from '../../explore/store/create.ts';
import { bytesOf, grown, roomFor } from '../../explore/store/room.ts';
import { counter } from './models.ts';

const MIB = 2 ** 20;

describe('a state store', () => {
  it.each([1, 2, 3, 5])('of %d words finds what was added, and only that', (width) => {
    const state = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: width, maxLength: width });
    fc.assert(
      fc.property(fc.array(fc.array(state, { minLength: 1, maxLength: 20 })), fc.array(state), (batches, others) => {
        const store = createStore(width, MIB);
        store.reserve(1);
        const known = new Map<string, number>([
          [String(Array.from({ length: width }, () => 7)), store.addOne(new Int32Array(width).fill(7), 0, -1)],
        ]);
        for (const batch of batches) {
          const ids = new Int32Array(batch.length);
          expect(store.reserve(batch.length)).toBe(true);
          store.addAll(Int32Array.from(batch.flat()), batch.length, 0, ids);
          for (const words of batch) if (!known.has(String(words))) known.set(String(words), known.size);
          expect(Array.from(ids)).toEqual(batch.map((words) => known.get(String(words))));
        }
        expect(store.count).toBe(known.size);
        for (const words of others) expect(store.find(Int32Array.from(words), 0)).toBe(known.get(String(words)) ?? -1);
      }),
    );
  });

  it.each([1, 2, 3])('of %d words keeps all states and links while it grows', (width) => {
    const search = new Search(counter(50_000, width));
    const before = search.store.bytes;
    search.advance(Infinity);
    expect(search.store.bytes).toBeGreaterThan(10 * before);
    expect(search.store.count).toBe(50_001);
    for (let id = 0; id <= 50_000; id += 997) {
      expect(search.store.find(search.store.words, id * width)).toBe(id);
      expect(search.store.words[id * width]).toBe(id);
      expect(search.store.parents[id]).toBe(Math.max(0, id - 1));
    }
  });

  it.each([1, 2, 3])('of %d words tells a million states apart, many of which share a slot and a tag', (width) => {
    const [batch, batches] = [1000, 1000];
    const store = createStore(width, 64 * MIB);
    const next = new Int32Array(width * batch);
    const ids = new Int32Array(batch);
    for (let first = 0; first < batch * batches; first += batch) {
      for (let i = 0; i < batch; i++) next[width * i + width - 1] = first + i;
      expect(store.reserve(batch)).toBe(true);
      store.addAll(next, batch, 0, ids);
      expect([ids[0], ids[batch - 1]]).toEqual([first, first + batch - 1]);
    }
    expect(store.count).toBe(batch * batches);
  });

  it('takes at most 50 bytes a state for up to 4 words a state, links included, just after growth too', () => {
    for (let width = 1; width <= 4; width++) {
      for (let states = 10_000; states < 1e8; states = Math.ceil(states * 1.07)) {
        const room = grown(roomFor(states), states + 1, width, Infinity)!;
        expect(bytesOf(room, width) / (states + 1)).toBeLessThanOrEqual(50);
      }
    }
  });
});

describe('the limit of memory', () => {
  it.each([
    ['general', sharing(parseBounds('3x1x2x2'))],
    ['dense', denseRegions(MM_3_2_2)],
  ])('is kept and said (%s), and what was found stays', async (_, model) => {
    const limit = 'size' in model ? 3 * MIB : MIB / 4;
    const found = await explore(model, { memory: limit });
    expect(found.complete).toBe(false);
    expect(found.partial).toMatchObject({ code: 'memory-exceeded', hint: expect.stringContaining('raise the limit') });
    expect(found.partial?.message).toMatch(
      /^\d+ states take [\d.]+ MiB, and room for more would exceed the limit of [\d.]+ MiB; \d+ states wait$/,
    );
    expect(found.memory.bytes).toBeLessThanOrEqual(limit);
    expect(found.memory.bytes).toBeGreaterThan(limit / 2);
    expect(found.expanded).toBeGreaterThan(100);
    expect(found.states).toBeGreaterThan(found.expanded);
  });

  it('is no obstacle to going on with more, and the numbers are those of an uninterrupted search', async () => {
    const model = sharing(parseBounds('3x1x2x2'));
    const little = new Search(model, { memory: MIB / 4 });
    little.advance(Infinity);
    const more = new Search(model, {}, little.save());
    more.advance(Infinity);
    const { memory: _, ...result } = more.result();
    const { memory: __, ...expected } = await explore(model);
    expect(result).toEqual(expected);
  });

  it('refuses a dense model whose bits alone exceed it', () => {
    expect(() => new DenseSearch(denseRegions(MM_3_2_2), { memory: MIB })).toThrow(expect.objectContaining({ code: 'memory-exceeded' }));
  });

  it('refuses to go on with less than what was found takes', () => {
    const search = new Search(sharing(parseBounds('3x1x2x2')));
    search.advance(Infinity);
    expect(() => searchOf(sharing(parseBounds('3x1x2x2')), { memory: 50_000 }, search.save())).toThrow(
      expect.objectContaining({ code: 'memory-exceeded' }),
    );
  });
});
