import { describe, expect, test } from 'vitest';
import { systematic } from '../../detect/index.ts';
import { mutants } from '../../mutants/index.ts';
import { ptshare } from './shell.ts';

const PATIENCE = 240_000;

interface Told {
  readonly score: Record<'bodies' | 'specifications' | 'systematic', { caught: number; of: number; survivors: string[] }>;
  readonly smallestSet: { stories: string[] };
  readonly matrix: { body: string; caught: boolean; rules: Record<string, { story: string; steps: number; stories: number }> }[];
}

describe('detect', () => {
  test(
    'prints the matrix, the scores, the smallest set and the survivors as JSON',
    async () => {
      const { code, out } = await ptshare(['detect', '--json', '--quiet']);
      const { score, smallestSet, matrix } = JSON.parse(out) as Told;
      expect(code).toBe(0);
      expect(matrix).toHaveLength(mutants.length + 1);
      expect(score.bodies).toEqual({ caught: matrix.length, of: matrix.length, survivors: [] });
      expect(score.systematic).toEqual(systematic);
      expect(score.specifications.survivors).toHaveLength(score.specifications.of - score.specifications.caught);
      expect(smallestSet.stories.length).toBeLessThan(matrix.length);
      // Each mutant is caught by what it names, and breaks nothing that it does not list.
      for (const { name, rules, follows = [] } of mutants) {
        const row = matrix.find(({ body }) => body === `mutant:${name}`);
        expect(Object.keys(row?.rules ?? {}).toSorted(), name).toEqual([...rules, ...follows].toSorted());
        for (const { stories, steps } of Object.values(row?.rules ?? {})) expect(Math.min(stories, steps)).toBeGreaterThan(0);
      }
    },
    PATIENCE,
  );

  test('an interrupt ends it, and says that nothing is known', async () => {
    const ran = await ptshare(['detect'], { interrupted: { aborted: true, code: 130 } });
    expect(ran).toMatchObject({ code: 130, out: '', err: expect.stringContaining('interrupted') });
  });
});
