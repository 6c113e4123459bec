import { describe, expect, it } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { createJudge } from '../../oracle/judge.ts';
import { generateTraces } from '../../suites/generate.ts';
import { loadSuite } from '../../suites/load.ts';

const GENERATION = 'map-shared-pt';

/** The rules that a body breaks under a profile, in the written stories and in some generated traces. */
async function broken(name: string, profile: string): Promise<string[]> {
  const stage = await connect(name);
  const judge = createJudge({ generation: GENERATION, profile, claims: true });
  const found = new Set<string>();
  const traces = [...generateTraces({ seed: 3, count: 300, generation: GENERATION })];
  for await (const { trace } of (await loadSuite([])).traces()) traces.push(trace);
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
