import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Interner, explore, readCheckpoint, searchOf, writeCheckpoint } from '../../explore/index.ts';
import type { DenseModel, Model } from '../../explore/index.ts';
import { denseRegions } from '../../explore/models/regions/dense.ts';
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { sharing } from '../../explore/models/sharing/model.ts';
import { counter } from './models.ts';

const folder = mkdtempSync(join(tmpdir(), 'ptshare-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'search.checkpoint');

const SMALL = { processes: 2, regions: 2, pages: 1 };

/** A counter whose state is the number of a word in another language. */
function interned(last: number): { model: Model; words: Interner<{ text: string }> } {
  const words = new Interner<{ text: string }>();
  const model: Model = {
    name: 'interned counter',
    width: 1,
    fanOut: 1,
    initial: () => [Int32Array.of(words.number({ text: '' }))],
    action: () => ({ name: 'longer', parameters: {} }),
    successors(state, at, out) {
      const { text } = words.value(state[at]!);
      if (text.length < last) out.push(0, Int32Array.of(words.number({ text: `${text}x` })));
    },
    invariants: [],
    interned: words,
    show: (state, at) => words.value(state[at]!).text,
  };
  return { model, words };
}

/** Expands `states` states, writes a checkpoint, and goes on from it with another search. */
function inTwo(model: Model | DenseModel, again: Model | DenseModel, states: number, fold = true): unknown {
  const first = searchOf(model, { fold });
  first.advance(states);
  writeCheckpoint(path, first.save());
  const second = searchOf(again, { fold }, readCheckpoint(path));
  second.advance(Infinity);
  return without(second.result());
}

function without({ memory: _, ...rest }: Awaited<ReturnType<typeof explore>>): unknown {
  return rest;
}

function written(): Buffer {
  const search = searchOf(sharing(parseBounds('2x1x2x1')));
  search.advance(100);
  writeCheckpoint(path, search.save());
  return readFileSync(path);
}

describe('a search that goes on from a checkpoint', () => {
  it.each([0, 1, 77, 1063, 5000])('finds what an uninterrupted one finds, cut after %d states', async (states) => {
    const model = sharing(parseBounds('2x1x2x1'));
    for (const fold of [true, false]) expect(inTwo(model, model, states, fold)).toEqual(without(await explore(model, { fold })));
  });

  it.each([0, 10, 500])('does so for a dense model too, cut after %d states', async (states) => {
    expect(inTwo(denseRegions(SMALL), denseRegions(SMALL), states)).toEqual(without(await explore(denseRegions(SMALL))));
  });

  it('has the interned values again', async () => {
    expect(inTwo(interned(30).model, interned(30).model, 12)).toEqual(without(await explore(interned(30).model)));
  });

  it('still has the violations that were found before', async () => {
    const model: Model = { ...counter(50), invariants: [{ name: 'not 3', holds: (words, at) => words[at] !== 3 }] };
    const search = searchOf(model, { goOn: true });
    search.advance(10);
    writeCheckpoint(path, search.save());
    const more = searchOf(model, { goOn: true }, readCheckpoint(path));
    more.advance(Infinity);
    expect(without(more.result())).toEqual(without(await explore(model, { goOn: true })));
  });
});

describe('a checkpoint', () => {
  it('leaves nothing beside it', () => {
    written();
    expect(readdirSync(folder)).toEqual(['search.checkpoint']);
  });

  it('is refused when one byte of it is another, wherever', () => {
    const whole = written();
    for (let at = 0; at < whole.length; at += 7) {
      const spoilt = Buffer.from(whole);
      spoilt[at]! ^= 0x10;
      writeFileSync(path, spoilt);
      expect(() => readCheckpoint(path)).toThrow(expect.objectContaining({ name: 'InputError', file: path }));
    }
  });

  it('is refused when it is cut, wherever', () => {
    const whole = written();
    for (let length = 0; length < whole.length; length += 13) {
      writeFileSync(path, whole);
      truncateSync(path, length);
      expect(() => readCheckpoint(path)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^checkpoint-(corrupt|foreign)$/) }),
      );
    }
  });

  it('is refused when it is another file', () => {
    writeFileSync(path, 'a poem about tables, long enough to have room for a prefix and a checksum');
    expect(() => readCheckpoint(path)).toThrow(
      expect.objectContaining({ code: 'checkpoint-foreign', message: expect.stringContaining('no checkpoint') }),
    );
  });

  it.each([
    ['another model', sharing(parseBounds('2x1x1x1')), true, '/about/model'],
    ['another way of folding', sharing(parseBounds('2x1x2x1')), false, '/about/folded'],
    ['another kind', { ...denseRegions(SMALL), name: 'sharing 2x1x2x1' }, true, '/about/kind'],
    ['other invariants', { ...sharing(parseBounds('2x1x2x1')), invariants: [] }, true, '/about/invariants'],
  ])('is refused by %s', (_, model, fold, pointer) => {
    written();
    expect(() => searchOf(model, { fold }, readCheckpoint(path))).toThrow(expect.objectContaining({ code: 'checkpoint-foreign', pointer }));
  });

  it('that is not there is an error of the file system', () => {
    expect(() => readCheckpoint(join(folder, 'none'))).toThrow('ENOENT');
  });
});
