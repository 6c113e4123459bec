import { beforeAll, describe, expect, it } from 'vitest';
import { mshareMutants } from '../../mutants/index.ts';
import { Machine, MachineBody, createReference } from '../../reference/index.ts';
import type { Process, Region } from '../../reference/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { mapsInto } from './maps-into.ts';
import { bornIn, mutantsAreTold, mutantsBreakOwnRules, referenceObeys, referenceObeysGenerated } from './told.ts';
import { answersDiffer, storiesOf, verdicts, violatedIn } from './verdicts.ts';

const GENERATION = 'mshare-call';
const PATIENCE = 120_000;
let stories: Trace[] = [];
/** The programs of the cover letters. */
let letters: Trace[] = [];

beforeAll(async () => {
  stories = await storiesOf(GENERATION);
  letters = await storiesOf(`from-the-proposals/${GENERATION}`);
});

/** The calls of January 2022: nobody asks what the creator asked for, and who gives a name back keeps its window. */
class NotHardened extends Machine {
  override allowsAccess(): boolean {
    return true;
  }

  override unlinkDetaches(_region: Region, _caller: Process): boolean {
    return false;
  }
}

function reading(): Body {
  return new MachineBody({ ...createReference().description, name: 'not-hardened' }, new NotHardened());
}

describe('the reference', () => {
  it('is written for in at least forty stories, with two who live together', () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    expect(stories.filter((trace) => bornIn(trace) < 2).map(({ id }) => id)).toEqual([]);
    expect(stories.filter(({ generation }) => generation !== GENERATION)).toEqual([]);
    expect(stories.filter(({ geometry }) => geometry?.levels === 5).length).toBeGreaterThanOrEqual(2);
  });

  referenceObeys(GENERATION, () => [...stories, ...letters]);

  referenceObeysGenerated(GENERATION);
});

describe('the calls before they were hardened', () => {
  it(
    'are permitted',
    async () => {
      const generated = [...generateTraces({ seed: 5, count: 100, generation: GENERATION })];
      expect(violatedIn(await verdicts(GENERATION, reading(), [...stories, ...generated], 'default'))).toEqual([]);
    },
    PATIENCE,
  );

  it('are told by who demands the rights', async () => {
    expect(violatedIn(await verdicts(GENERATION, reading(), stories, 'strict'))).toEqual(['attach-within-rights']);
  });
});

describe('what is mapped into a part of a window', () => {
  it('may stand in the region from then on, or be refused; the strict profile wants it refused', async () => {
    const generated = [...generateTraces({ seed: 5, count: 100, generation: GENERATION })];
    expect(violatedIn(await verdicts(GENERATION, mapsInto(), [...stories, ...letters, ...generated], 'default'))).toEqual([]);
    expect(violatedIn(await verdicts(GENERATION, mapsInto(), stories, 'strict'))).toEqual(['window-left-whole']);
  });

  it('is asked in stories in which that reading answers otherwise than the reference', async () => {
    const differing = await answersDiffer([...stories, ...letters], mapsInto());
    expect(differing.length).toBeGreaterThanOrEqual(5);
  });
});

describe('mutants', () => {
  mutantsAreTold(GENERATION, mshareMutants);
  mutantsBreakOwnRules(GENERATION, mshareMutants, 8);
});
