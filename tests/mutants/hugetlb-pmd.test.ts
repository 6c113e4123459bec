import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { hugetlbMutants } from '../../mutants/index.ts';
import { createJudge } from '../../oracle/judge.ts';
import { Machine, MachineBody, createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { loadSuite } from '../../suites/load.ts';
import { broken } from '../../tools/fit-mutants.ts';

const GENERATION = 'hugetlb-pmd';
const PATIENCE = 60_000;
const stories: Trace[] = [];

beforeAll(async () => {
  for await (const { trace } of (await loadSuite([GENERATION])).traces()) stories.push(trace);
});

/** By rule, how often it was decided and how often violated. */
async function verdicts(body: Body, traces: Iterable<Trace>, profile: string): Promise<Map<string, { decided: number; violated: number }>> {
  const judge = createJudge({ generation: GENERATION, profile, claims: true });
  const found = new Map(judge.rules.map(({ id }) => [id, { decided: 0, violated: 0 }]));
  for (const trace of traces) {
    const { status, reason, decided, violations } = judge.judge(await perform(trace, body, { trust: true }));
    expect(status, `${trace.id}: ${reason}`).toBe('complete');
    judge.rules.forEach(({ id }, i) => (found.get(id)!.decided += decided[i]!));
    for (const { rule } of violations) found.get(rule)!.violated++;
  }
  return found;
}

function violatedIn(found: Awaited<ReturnType<typeof verdicts>>): string[] {
  return [...found].filter(([, { violated }]) => violated > 0).map(([id]) => id);
}

/** Takes no table of another process, ever. */
class NeverShares extends Machine {
  override shareAtFault(): void {}
}

function neverShares(): Body {
  return new MachineBody({ ...createReference().description, name: 'never-shares' }, new NeverShares());
}

describe('the reference', () => {
  it('is written for in at least thirty stories, with two who share', () => {
    expect(stories.length).toBeGreaterThanOrEqual(30);
    expect(stories.filter(({ processes }) => processes.length < 2).map(({ id }) => id)).toEqual([]);
    expect(stories.filter(({ generation }) => generation !== GENERATION)).toEqual([]);
  });

  it.each(['default', 'strict'])('breaks no rule in the stories, and each rule is decided: profile %s', async (profile) => {
    const found = await verdicts(createReference(), stories, profile);
    expect(violatedIn(found)).toEqual([]);
    expect([...found].filter(([, { decided }]) => decided === 0).map(([id]) => id)).toEqual([]);
  });

  it('answers as the stories expect', async () => {
    const wrong: string[] = [];
    for (const trace of stories) {
      const { entries } = await perform(trace, createReference(), { trust: true });
      trace.steps.forEach((step, i) => {
        const expected = 'expect' in step ? step.expect : undefined;
        const seen: Readonly<Record<string, unknown>> = { ...entries[i]!.outcome };
        for (const [key, value] of Object.entries(expected ?? {})) if (seen[key] !== value) wrong.push(`${trace.id} ${i}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  it(
    'breaks no rule in generated traces',
    async () => {
      const found = await verdicts(createReference(), generateTraces({ seed: 11, count: 300, generation: GENERATION }), 'strict');
      expect(violatedIn(found)).toEqual([]);
    },
    PATIENCE,
  );
});

describe('a body that never shares', () => {
  it('conforms where sharing is an optimisation, and nothing shows that it shares', async () => {
    const found = await verdicts(neverShares(), stories, 'default');
    expect(violatedIn(found)).toEqual([]);
    expect(found.get('fault-shares')).toEqual({ decided: 0, violated: 0 });
  });

  it('does not where it is owed', async () => {
    expect(violatedIn(await verdicts(neverShares(), stories, 'strict'))).toEqual(['fault-shares']);
  });
});

describe('mutants', () => {
  it('are listed, one for each file, under its name', () => {
    const files = readdirSync(fileURLToPath(new URL('../../mutants/hugetlb-pmd', import.meta.url)));
    const vices = files.map((file) => file.replace('.ts', '')).filter((name) => name !== 'index' && name !== 'body');
    expect(hugetlbMutants.map(({ name }) => name).toSorted()).toEqual(vices.toSorted());
  });

  it.each(hugetlbMutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s is caught by each rule that it names, and breaks nothing that it does not list',
    async (_name, mutant) => {
      const found = await broken(mutant.create(), stories);
      expect([...found.keys()].toSorted()).toEqual([...mutant.rules, ...(mutant.follows ?? [])].toSorted());
    },
    PATIENCE,
  );
});
