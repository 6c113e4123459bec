import { describe, expect, it } from 'vitest';
import { ownBody } from '../../adapters/connect.ts';
import { readCheckpoint, writeCheckpoint } from '../../explore/checkpoint.ts';
import { createJudge } from '../../oracle/judge.ts';
import { perform } from '../../replay/perform.ts';
import { loadSuite } from '../../suites/load.ts';
import { Search } from '../../explore/search.ts';
import { MachineBody } from '../../reference/index.ts';
import { checkNoun } from '../../schemas/gate.ts';
import type { ExplorationReport } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { exploreBody } from '../../statespace/exploring.ts';
import type { Explored } from '../../statespace/exploring.ts';
import { reportOf } from '../../statespace/report.ts';
import type { SmallWorld } from '../../statespace/small-world.ts';
import { WORLDS, worldNamed } from '../../statespace/worlds.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = 2 ** 28;
const PATIENCE = 120_000;

async function bodyNamed(name: string): Promise<MachineBody> {
  const body = await ownBody(name);
  if (!(body instanceof MachineBody)) throw new Error(`${name} is a body of another kind`);
  return body;
}

async function explored(world: SmallWorld, name = 'reference', folded = true): Promise<Explored> {
  return exploreBody({ world, body: await bodyNamed(name), name, profile: 'default', folded, memory: MEMORY });
}

async function reported(world: SmallWorld, name = 'reference', folded = true): Promise<ExplorationReport> {
  const body = await bodyNamed(name);
  const options = { world, body, name, profile: 'default', folded, memory: MEMORY, goOn: true };
  return reportOf(await exploreBody(options), options, '0', true);
}

/** The very numbers of a report, without what depends on folding. */
function verdictsOf({ conclusion, violations, diameter, coverage }: ExplorationReport): unknown {
  const decided = coverage.rules.filter((rule) => rule.states > 0).map(({ rule }) => rule);
  const outcomes = coverage.partitions.map(({ partition, outcomes: all }) => [partition, all.map(({ outcome }) => outcome)]);
  return { conclusion, broken: violations.map(({ rule }) => rule).toSorted(), diameter, decided, outcomes };
}

describe('a small world', () => {
  it.each([
    ['tiny', 301, 2328, 9],
    ['types', 206, 1564, 8],
    ['presence', 376, 3630, 9],
    ['other-length', 573, 3387, 11],
    ['moves', 87, 957, 7],
  ])(
    '%s has exactly so many states and transitions, and the reference violates nothing in it',
    async (name, states, transitions, depth) => {
      const { result } = await explored(worldNamed(name));
      expect(result).toMatchObject({ complete: true, states, transitions, depth, violations: [] });
    },
    PATIENCE,
  );

  it.each(['tiny', 'types', 'presence', 'other-offset'])(
    '%s has the verdicts that it has without folding, and as many states as the classes stand for',
    async (name) => {
      const folded = await reported(worldNamed(name));
      const unfolded = await reported(worldNamed(name), 'reference', false);
      expect(unfolded.states).toBe(folded.unfolded);
      expect(unfolded.states).toBeGreaterThan(folded.states);
      expect(verdictsOf(unfolded)).toEqual(verdictsOf(folded));
    },
    PATIENCE,
  );

  it('folds CPUs as well', async () => {
    const world = { ...worldNamed('tiny'), bounds: { ...worldNamed('tiny').bounds, cpus: 2 }, alphabet: ['mmap eligible', 'load page'] };
    const folded = await reported(world);
    const unfolded = await reported(world, 'reference', false);
    expect(unfolded.states).toBe(folded.unfolded);
    expect(verdictsOf(unfolded)).toEqual(verdictsOf(folded));
  });

  it('has a name of its own, and a report of the published shape', async () => {
    expect(new Set(WORLDS.map(({ name }) => name)).size).toBe(WORLDS.length);
    expect(checkNoun('exploration', await reported(worldNamed('moves')))).toMatchObject({ conclusion: 'no-violation', complete: true });
  });

  it('is explored to the same end after an interruption', async () => {
    const options = { world: worldNamed('tiny'), name: 'reference', profile: 'default', folded: true, memory: MEMORY };
    const whole = await reportOf(
      await exploreBody({ ...options, body: await bodyNamed('reference') }),
      { ...options, body: await bodyNamed('reference') },
      '0',
      false,
    );
    let looks = 0;
    const half = await exploreBody({
      ...options,
      body: await bodyNamed('reference'),
      signal: {
        get aborted() {
          return ++looks > 3;
        },
      },
    });
    expect(half.result.complete).toBe(false);
    const file = join(mkdtempSync(join(tmpdir(), 'ptshare-')), 'half.checkpoint');
    writeCheckpoint(file, half.search.save());
    const body = await bodyNamed('reference');
    const rest = await exploreBody({ ...options, body, saved: readCheckpoint(file) });
    expect(await reportOf(rest, { ...options, body }, '0', false)).toEqual(whole);
  });
});

/** Of the stories that were written, the shortest in which the body breaks the rule: steps up to there. */
async function shortestStory(name: string, rule: string): Promise<number> {
  const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
  const body = await bodyNamed(name);
  let least = Infinity;
  for await (const { trace } of (await loadSuite([])).traces()) {
    if (trace.origin.kind === 'explored') continue;
    const { violations } = judge.judge(await perform(trace, body, { trust: true }));
    const step = violations.find((violation) => violation.rule === rule)?.step;
    if (step !== undefined) least = Math.min(least, step + 1);
  }
  return least;
}

describe('a vice', () => {
  it.each([
    ['flush-own-cpu', 'every-cpu', 'no-stale-translation'],
    ['link-not-counted', 'tiny', 'share-count-exact'],
    ['fork-not-counted', 'teardown', 'share-count-exact'],
    ['last-out-keeps-host', 'tiny', 'last-out-frees'],
    ['munmap-keeps-link', 'tiny', 'reached-only-by-sharers'],
    ['protect-forgets-entries', 'every-cpu', 'entry-obeys-protection'],
    ['unaligned-length', 'alignment', 'align-length'],
    ['private-shares', 'types', 'needs-map-shared'],
    ['errno-lost', 'mapping-errors', 'errno-permitted'],
    ['exit-keeps-reference', 'teardown', 'share-count-exact'],
  ])(
    '%s is found in the world %s by %s, with a trace that is no longer than any story that shows it',
    async (vice, world, rule) => {
      const { violations } = await reported(worldNamed(world), `mutant:${vice}`);
      const found = violations.find((violation) => violation.rule === rule);
      expect(violations.map((violation) => violation.rule)).toContain(rule);
      const known = await shortestStory(`mutant:${vice}`, rule);
      expect(known).toBeLessThan(Infinity);
      expect(validateTrace(found!.trace).steps.length).toBeLessThanOrEqual(known);
    },
    PATIENCE,
  );

  it('is found by the same rules without folding', async () => {
    const folded = await reported(worldNamed('tiny'), 'mutant:munmap-keeps-link');
    const unfolded = await reported(worldNamed('tiny'), 'mutant:munmap-keeps-link', false);
    expect(unfolded.violations.map(({ rule }) => rule).toSorted()).toEqual(folded.violations.map(({ rule }) => rule).toSorted());
    const lengths = (report: ExplorationReport): number[] =>
      report.violations.map(({ trace }) => trace.steps.length).toSorted((a, b) => a - b);
    expect(lengths(unfolded)).toEqual(lengths(folded));
  });
});

/** To see it fail: a search of another world cannot be gone on with. */
describe('a checkpoint', () => {
  it('of another world is refused', async () => {
    const tiny = await explored(worldNamed('moves'));
    const body = await bodyNamed('reference');
    const options = { world: worldNamed('tiny'), body, name: 'reference', profile: 'default', folded: true, memory: MEMORY };
    await expect(exploreBody({ ...options, saved: tiny.search.save() })).rejects.toThrow(/another model|moves/u);
    expect(tiny.search).toBeInstanceOf(Search);
  });
});
