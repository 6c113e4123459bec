/** What is asked alike of every generation: that its reference obeys, and that its mutants are told. */
import { beforeAll, expect, it } from 'vitest';
import type { Mutant } from '../../mutants/index.ts';
import { createReference } from '../../reference/index.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generations, rulesInForce } from '../../spec/index.ts';
import type { Rule } from '../../spec/index.ts';
import { generateTraces } from '../../suites/generate.ts';
import { storyTargets } from '../../suites/targets.ts';
import { broken } from '../../tools/fit-mutants.ts';
import { storiesOf, undecidedIn, unexpected, verdicts, vicesIn, violatedIn } from './verdicts.ts';

/** Read when the tests run, since stories are loaded before them. */
type Stories = () => readonly Trace[];

const PATIENCE = 60_000;

/** Registers: the reference breaks no rule of the stories, each rule is decided, and it answers as their authors expect. */
export function referenceObeys(generation: string, stories: Stories): void {
  it.each(['default', 'strict'])('breaks no rule in the stories, and each rule is decided: profile %s', async (profile) => {
    const found = await verdicts(generation, createReference(), stories(), profile);
    expect(violatedIn(found)).toEqual([]);
    expect(undecidedIn(found)).toEqual([]);
  });

  it('answers as the stories expect', async () => {
    expect(await unexpected(stories())).toEqual([]);
  });
}

/** Registers: the reference breaks no rule in 300 generated traces, as the strict profile reads them. */
export function referenceObeysGenerated(generation: string): void {
  it(
    'breaks no rule in generated traces',
    async () => {
      const traces = generateTraces({ seed: 11, count: 300, generation });
      expect(violatedIn(await verdicts(generation, createReference(), traces, 'strict'))).toEqual([]);
    },
    PATIENCE,
  );
}

/** Registers: the files of the folder are the list, and each mutant is caught by what it names and breaks nothing else. */
export function mutantsAreTold(generation: string, mutants: readonly Mutant[]): void {
  let stories: readonly Trace[] = [];

  beforeAll(async () => {
    stories = await storiesOf(...storyTargets(generation));
  });

  it('are listed, one for each file, under its name', () => {
    expect(mutants.map(({ name }) => name).toSorted()).toEqual(vicesIn(generation).toSorted());
  });

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s is caught by each rule that it names, and breaks nothing that it does not list',
    async (_name, mutant) => {
      const found = await broken(mutant.create(), stories);
      expect([...found.keys()].toSorted()).toEqual([...mutant.rules, ...(mutant.follows ?? [])].toSorted());
    },
    PATIENCE,
  );
}

/** Registers: every rule in force for this generation alone is named by a mutant; there are so many of them at least. */
export function mutantsBreakOwnRules(generation: string, mutants: readonly Mutant[], least: number): void {
  it('break each rule that is in force for this generation alone', () => {
    const own = ownRules(generation);
    const caught = new Set(mutants.flatMap(({ rules }) => rules));
    expect(own.length).toBeGreaterThanOrEqual(least);
    expect(own.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });
}

function ownRules(generation: string): Rule[] {
  const traits = generations.find(({ id }) => id === generation)!;
  return rulesInForce(traits).filter(({ scope }) => generations.every((other) => other === traits || !scope(other)));
}

/** Registers: each of these rules is in force for the generation and named by a mutant. */
export function mutantsBreak(generation: string, mutants: readonly Mutant[], rules: readonly string[]): void {
  it('break what came with this generation, in force here', () => {
    const traits = generations.find(({ id }) => id === generation)!;
    const inForce = new Set(rulesInForce(traits).map(({ id }) => id));
    const caught = new Set(mutants.flatMap((mutant) => mutant.rules));
    expect(rules.filter((id) => !inForce.has(id) || !caught.has(id))).toEqual([]);
  });
}

/** Two who live together, whether they were there at first or forked. */
export function bornIn({ processes, steps }: Trace): number {
  return processes.length + steps.filter(({ call }) => call === 'fork').length;
}
