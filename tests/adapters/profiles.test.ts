import { describe, expect, it } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { createJudge } from '../../oracle/judge.ts';
import { generateTraces } from '../../suites/generate.ts';
import { generations } from '../../spec/index.ts';
import { loadSuite } from '../../suites/load.ts';
import { storyTargets } from '../../suites/targets.ts';

/** The generation whose flag two bodies read differently. */
const FLAG = 'map-shared-pt';

/** The rules that a body breaks under a profile, in the written stories of a generation and in some generated traces. */
async function broken(name: string, profile: string, generation = FLAG, count = 300): Promise<string[]> {
  const stage = await connect(name);
  expect(stage.description.generations).toContain(generation);
  const judge = createJudge({ generation, profile, claims: true });
  const found = new Set<string>();
  const traces = [...generateTraces({ seed: 3, count, generation })];
  for await (const { trace } of (await loadSuite(storyTargets(generation))).traces()) traces.push(trace);
  for (const trace of traces) for (const { rule } of judge.judge(await stage.perform(trace)).violations) found.add(rule);
  await stage.stop();
  return [...found];
}

describe('two readings of the flag', () => {
  it.each([
    ['reference', 'default'],
    ['reference', 'hint'],
    ['strict-reference', 'default'],
    ['strict-reference', 'strict'],
  ])(
    '%s conforms by the profile %s',
    async (name, profile) => {
      expect(await broken(name, profile)).toEqual([]);
    },
    60_000,
  );

  it.each([
    ['reference', 'strict'],
    ['strict-reference', 'hint'],
  ])(
    '%s does not conform by the profile %s',
    async (name, profile) => {
      expect(await broken(name, profile)).toContain('ineligible-succeeds-or-refused');
    },
    60_000,
  );
});

describe('the strict reference', () => {
  const others = generations.map(({ id }) => id).filter((id) => id !== FLAG);

  it.each(others)(
    'conforms to %s by the profile strict, and by the default one',
    async (generation) => {
      expect(await broken('strict-reference', 'strict', generation, 100)).toEqual([]);
      expect(await broken('strict-reference', 'default', generation, 100)).toEqual([]);
    },
    60_000,
  );
});
