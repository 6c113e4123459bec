import { beforeAll, describe, expect, it } from 'vitest';
import { hugetlbMutants } from '../../mutants/index.ts';
import { Machine, MachineBody, createReference } from '../../reference/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { mutantsAreTold, referenceObeys, referenceObeysGenerated } from './told.ts';
import { storiesOf, verdicts, violatedIn } from './verdicts.ts';

const GENERATION = 'hugetlb-pmd';
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

  referenceObeys(GENERATION, () => stories);

  referenceObeysGenerated(GENERATION);
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
  mutantsAreTold(GENERATION, hugetlbMutants);
});
