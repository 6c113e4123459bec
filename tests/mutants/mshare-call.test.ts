import { beforeAll, describe, expect, it } from 'vitest';
import { mshareMutants } from '../../mutants/index.ts';
import { Machine, MachineBody, createReference } from '../../reference/index.ts';
import type { Process, Region } from '../../reference/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { generations, rulesInForce } from '../../spec/index.ts';
import { broken } from '../../tools/fit-mutants.ts';
import { storiesOf, undecidedIn, unexpected, verdicts, vicesIn, violatedIn } from './verdicts.ts';

const GENERATION = 'mshare-call';
const PATIENCE = 120_000;
let stories: Trace[] = [];

beforeAll(async () => {
  stories = await storiesOf(GENERATION);
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
    const born = (trace: Trace): number => trace.processes.length + trace.steps.filter(({ call }) => call === 'fork').length;
    expect(stories.filter((trace) => born(trace) < 2).map(({ id }) => id)).toEqual([]);
    expect(stories.filter(({ generation }) => generation !== GENERATION)).toEqual([]);
    expect(stories.filter(({ geometry }) => geometry?.levels === 5).length).toBeGreaterThanOrEqual(2);
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

describe('mutants', () => {
  it('are listed, one for each file, under its name', () => {
    expect(mshareMutants.map(({ name }) => name).toSorted()).toEqual(vicesIn(GENERATION).toSorted());
  });

  it.each(mshareMutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s is caught by each rule that it names, and breaks nothing that it does not list',
    async (_name, mutant) => {
      const found = await broken(mutant.create(), stories);
      expect([...found.keys()].toSorted()).toEqual([...mutant.rules, ...(mutant.follows ?? [])].toSorted());
    },
    PATIENCE,
  );

  it('break each rule that is in force for this generation alone', () => {
    const traits = generations.find(({ id }) => id === GENERATION)!;
    const own = rulesInForce(traits).filter(({ scope }) => generations.every((other) => other === traits || !scope(other)));
    const caught = new Set(mshareMutants.flatMap(({ rules }) => rules));
    expect(own.length).toBeGreaterThanOrEqual(8);
    expect(own.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });
});
