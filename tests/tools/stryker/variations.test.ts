import { describe, expect, test } from 'vitest';
import { createReference } from '../../../reference/index.ts';
import { perform } from '../../../replay/perform.ts';
import type { Trace } from '../../../schemas/generated/types.ts';
import { validateTrace } from '../../../schemas/validate.ts';
import { loadSuite } from '../../../suites/load.ts';
import { quarry, spread } from '../../../tools/stryker/quarry.ts';
import { endOf } from '../../../tools/stryker/ranges.ts';
import { variationsOf } from '../../../tools/stryker/variations.ts';

const stories: Trace[] = [];
for await (const { trace } of (await loadSuite(['in-flight', 'errors'])).traces()) stories.push(trace);
const alike = stories.filter(({ generation, steps }) => generation === 'map-shared-pt' && steps.length <= 40);
const [story] = alike;

describe('variations of a story', () => {
  test('are valid, other than the story and than each other, and the same for the same seed', () => {
    for (const one of alike.slice(0, 10)) {
      const made = variationsOf(one, alike, { seed: 3, count: 10 });
      expect(made.length).toBeGreaterThan(1);
      for (const trace of made) expect(validateTrace(trace)).toEqual(trace);
      expect(new Set([one.hash, ...made.map(({ hash }) => hash)]).size).toBe(made.length + 1);
      expect(variationsOf(one, alike, { seed: 3, count: 10 })).toEqual(made);
      expect(variationsOf(one, alike, { seed: 4, count: 10 })).not.toEqual(made);
    }
  });

  test('let calls overlap, let allocations fail, and borrow calls', () => {
    const made = alike.slice(0, 20).flatMap((one) => variationsOf(one, alike, { seed: 1, count: 20 }));
    const steps = made.flatMap((trace) => trace.steps);
    expect(steps.some((step) => 'begins' in step && step.begins?.startsWith('f'))).toBe(true);
    expect(steps.some((step) => 'fail' in step && step.fail !== undefined)).toBe(true);
    expect(steps.every((step) => !Object.hasOwn(step, 'expect'))).toBe(true);
  });

  test('can be performed to the end', async () => {
    for (const trace of variationsOf(story!, alike, { seed: 5, count: 20 })) {
      const { status, entries } = await perform(trace, createReference());
      expect(status).toBe('complete');
      expect(entries).toHaveLength(trace.steps.length);
    }
  });
});

describe('a quarry', () => {
  const batches = quarry({ variations: 2, traces: 20, most: 100, seed: 1 }, alike.slice(0, 4));
  const traces = batches.flatMap((batch) => batch.traces);

  test('has variations, and generated traces of every generation, each under a name of its own', () => {
    expect(new Set(traces.map(({ id }) => id)).size).toBe(traces.length);
    expect(traces.filter(({ id }) => /^msharefs-generated-1-\d+$/u.test(id))).toHaveLength(20);
    expect(traces.some(({ id }) => id.startsWith(`${story!.id}-varied-1-`))).toBe(true);
    expect(new Set(batches.map(({ id }) => id)).size).toBe(batches.length);
  });

  test('is gone through from end to end where not all of it is', () => {
    const few = spread(batches, 40);
    const count = few.reduce((sum, batch) => sum + batch.traces.length, 0);
    expect(count).toBeGreaterThan(10);
    expect(count).toBeLessThan(80);
    expect(batches.indexOf(few.at(-1)!)).toBeGreaterThan(batches.length / 2);
    expect(spread(batches, 10_000)).toEqual(batches);
  });
});

test('a change that takes several lines ends where nothing stands deeper', () => {
  const lines = ['if (a) {', ...Array.from({ length: 20 }, () => '  b();'), '}', 'c();'];
  expect(endOf(lines, 1)).toBe(22);
  expect(endOf(lines, 2)).toBe(10);
  expect(endOf(lines, 22)).toBe(23);
});
