import { beforeAll, describe, expect, it } from 'vitest';
import { hugetlbMutants } from '../../mutants/index.ts';
import { Machine, MachineBody, createReference } from '../../reference/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { broken } from '../../tools/fit-mutants.ts';
import { storiesOf, undecidedIn, unexpected, verdicts, vicesIn, violatedIn } from './verdicts.ts';

const GENERATION = 'hugetlb-pmd';
const PATIENCE = 60_000;
let stories: Trace[] = [];

beforeAll(async () => {
  stories = await storiesOf(GENERATION);
});

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
    const found = await verdicts(GENERATION, createReference(), stories, profile);
    expect(violatedIn(found)).toEqual([]);
    expect(undecidedIn(found)).toEqual([]);
  });

  it('answers as the stories expect', async () => {
    expect(await unexpected(stories)).toEqual([]);
  });

  it(
    'breaks no rule in generated traces',
    async () => {
      const traces = generateTraces({ seed: 11, count: 300, generation: GENERATION });
      expect(violatedIn(await verdicts(GENERATION, createReference(), traces, 'strict'))).toEqual([]);
    },
    PATIENCE,
  );
});

describe('a body that never shares', () => {
  it('conforms where sharing is an optimisation, and nothing shows that it shares', async () => {
    const found = await verdicts(GENERATION, neverShares(), stories, 'default');
    expect(violatedIn(found)).toEqual([]);
    expect(found.get('fault-shares')).toEqual({ decided: 0, violated: 0 });
  });

  it('does not where it is owed', async () => {
    expect(violatedIn(await verdicts(GENERATION, neverShares(), stories, 'strict'))).toEqual(['fault-shares']);
  });
});

describe('mutants', () => {
  it('are listed, one for each file, under its name', () => {
    expect(hugetlbMutants.map(({ name }) => name).toSorted()).toEqual(vicesIn(GENERATION).toSorted());
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
