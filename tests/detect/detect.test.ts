import { beforeAll, describe, expect, test } from 'vitest';
import { smallestCover } from '../../detect/cover.ts';
import { detect, isCaught, scoreOf } from '../../detect/index.ts';
import type { Detection } from '../../detect/index.ts';
import { measured } from '../../detect/measured.ts';
import { mutants } from '../../mutants/index.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generations, rulesInForce } from '../../spec/index.ts';
import { loadSuite } from '../../suites/load.ts';

/** What is measured is the generation that was proposed. */
const rules = rulesInForce(generations.find(({ id }) => id === 'map-shared-pt')!);

const PATIENCE = 240_000;
const stories: Trace[] = [];
let found: Detection;

beforeAll(async () => {
  const suite = await loadSuite([]);
  for await (const { trace } of suite.traces()) stories.push(trace);
  found = await detect({ hash: suite.hash, stories });
}, PATIENCE);

describe('detect', () => {
  test('every wrong body is told by a verdict, and none by breaking', () => {
    expect(found.bodies).toHaveLength(mutants.length + 1);
    expect(found.bodies.filter((row) => !isCaught(row)).map(({ body }) => body)).toEqual([]);
    expect(found.bodies.filter(({ broke }) => broke > 0).map(({ body }) => body)).toEqual([]);
  });

  test('at least 200 wrong specifications, of every rule; at least 90 in a hundred change a verdict', () => {
    const { specifications } = found;
    expect(specifications.length).toBeGreaterThanOrEqual(200);
    const killed = specifications.filter(({ killedBy }) => killedBy !== undefined);
    expect(killed.length / specifications.length).toBeGreaterThanOrEqual(0.9);
    const dropped = specifications.filter(({ mutant }) => mutant.endsWith(': dropped'));
    expect(dropped).toHaveLength(rules.length);
    for (const what of [': dropped', ': turned round']) {
      expect(specifications.filter(({ mutant, killedBy }) => mutant.endsWith(what) && killedBy === undefined)).toEqual([]);
    }
  });

  test('the committed score is what was measured: else npm run detection -- --write', () => {
    const needs = new Map(rules.map(({ id, needs }) => [id, needs]));
    const hashes = new Map(stories.map(({ id, hash = '' }) => [id, hash]));
    // Of other generations there are guards alone.
    const guards = Object.fromEntries(Object.entries(measured.guards).filter(([story]) => hashes.has(story)));
    expect({ ...measured, guards }).toEqual(scoreOf(found, needs, hashes));
  });

  test('the smallest set of stories catches every body', () => {
    const { cover, bodies } = found;
    for (const row of bodies) {
      const catching = [...row.rules.values()].flat().map(({ story }) => story);
      expect(catching.some((story) => cover.stories.includes(story))).toBe(true);
    }
  });
});

describe('the smallest set', () => {
  const sets = (...lists: string[][]): Map<string, string[]> => new Map(lists.map((list, i) => [`body${i}`, list]));

  test('is smaller than what taking the best each time finds', () => {
    // d catches most, but a and b together catch all.
    const bodies = sets(['a', 'd'], ['a', 'd'], ['a'], ['b', 'd'], ['b', 'd'], ['b']);
    expect(smallestCover(bodies)).toEqual({ stories: ['a', 'b'], exact: true });
  });

  test('leaves bodies aside that nothing catches', () => {
    expect(smallestCover(sets([], ['a']))).toEqual({ stories: ['a'], exact: true });
  });
});
