import { beforeAll, describe, expect, it } from 'vitest';
import { mutantsByGeneration } from '../../mutants/index.ts';
import { createReference } from '../../reference/index.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generations, rulesInForce } from '../../spec/index.ts';
import { broken } from '../../tools/fit-mutants.ts';
import { storiesOf, unexpected, verdicts, vicesIn, violatedIn } from './verdicts.ts';

const PATIENCE = 60_000;

/** With what came with each generation, so that a mutant must break it. */
const OWN = [
  [
    'msharefs-ioctl',
    [
      'attach-whole',
      'info-shows-unit',
      'owner-exit-empties',
      'placed-protection-decides',
      'region-gone-unreferenced',
      'replaced-for-all',
      'sharer-exit-undisturbed',
      'size-set-once',
      'size-shown',
      'unplaced-unreachable',
      'window-aligned',
      'window-not-changed',
    ],
  ],
  ['mshare-protect', ['attach-within-region', 'change-within-region', 'owner-close-empties', 'protect-every-cpu', 'protect-exact-pages']],
] as const;

describe.each(OWN)('mutants of %s', (generation, own) => {
  const wrong = mutantsByGeneration[generation]!;
  let stories: Trace[] = [];

  beforeAll(async () => {
    stories = await storiesOf(generation);
  });

  it('are listed, one for each file, under its name', () => {
    expect(wrong.map(({ name }) => name).toSorted()).toEqual(vicesIn(generation).toSorted());
  });

  it('differ from the reference, which breaks no rule in their stories', async () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    expect(violatedIn(await verdicts(generation, createReference(), stories, 'default'))).toEqual([]);
    expect(await unexpected(stories)).toEqual([]);
  });

  it.each(wrong.map((mutant) => [mutant.name, mutant] as const))(
    '%s is caught by each rule that it names, and breaks nothing that it does not list',
    async (_name, mutant) => {
      const found = await broken(mutant.create(), stories);
      expect([...found.keys()].toSorted()).toEqual([...mutant.rules, ...(mutant.follows ?? [])].toSorted());
    },
    PATIENCE,
  );

  it('break what came with this generation, in force here', () => {
    const traits = generations.find(({ id }) => id === generation)!;
    const inForce = new Set(rulesInForce(traits).map(({ id }) => id));
    const caught = new Set(wrong.flatMap(({ rules }) => rules));
    expect(own.filter((id) => !inForce.has(id) || !caught.has(id))).toEqual([]);
  });

  it('claim this generation alone', () => {
    const claimed = new Set(wrong.flatMap((mutant) => mutant.create().description.generations));
    expect([...claimed]).toEqual([generation]);
  });
});
