import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conform, validateTrace } from '../../index.ts';
import type { Trace } from '../../index.ts';
import { traces } from '../../traces.ts';

describe('traces()', () => {
  it('are valid, and the reference conforms to them', () =>
    fc.assert(
      fc.asyncProperty(traces(), async (trace) => {
        expect(validateTrace(trace)).toBe(trace);
        expect((await conform([trace], 'reference')).violations).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  it('are the same for the same seed, of all kinds of calls, and as long as asked for', () => {
    const draw = (seed: number): Trace[] => fc.sample(traces(), { seed, numRuns: 30 });
    expect(draw(5)).toEqual(draw(5));
    expect(draw(6)).not.toEqual(draw(5));
    const drawn = fc.sample(traces(), { seed: 5, numRuns: 200 });
    expect(new Set(drawn.flatMap(({ steps }) => steps.map(({ call }) => call))).size).toBeGreaterThan(12);
    // A call may need a descriptor that is opened first.
    expect(Math.max(...drawn.map(({ steps }) => steps.length))).toBeLessThanOrEqual(21);
    expect(Math.max(...fc.sample(traces({ length: 60 }), { seed: 5, numRuns: 50 }).map(({ steps }) => steps.length))).toBeGreaterThan(40);
  });

  it('shrink to few calls', async () => {
    const run = await fc.check(
      fc.asyncProperty(traces(), async (trace) => (await conform([trace], 'mutant:link-not-counted')).violations.length === 0),
      { seed: 1, numRuns: 200 },
    );
    const [trace] = run.counterexample ?? [];
    expect(run.failed).toBe(true);
    expect(run.numShrinks).toBeGreaterThan(3);
    expect(trace?.steps.length).toBeLessThanOrEqual(8);
    expect(trace?.id).toMatch(/^drawn-[0-9a-f]{12}$/u);
  });
});
