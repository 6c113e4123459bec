import { describe, expect, test } from 'vitest';
import { passing } from '../../detect/otherwise.ts';
import { overheard, specMutantsOf } from '../../detect/spec-mutants.ts';
import type { SpecMutant } from '../../detect/spec-mutants.ts';
import { judgeBy, violatedIn } from '../../detect/violated.ts';
import type { Transcript } from '../../schemas/generated/types.ts';
import { generations, rulesInForce } from '../../spec/index.ts';
import { storyOn } from '../suites/story-on.ts';

/** What is measured is the generation that was proposed. */
const rules = rulesInForce(generations.find(({ id }) => id === 'map-shared-pt')!);
const all = rules.flatMap((rule) => specMutantsOf(rule));
const PATIENCE = 60_000;

/** The wrong versions that are told to say something else of a transcript. */
function heardIn(transcript: Transcript): Set<string> {
  const heard = new Set<string>();
  judgeBy(rules.map((rule) => overheard(rule, rules, (id) => heard.add(id)))).judge(transcript);
  return heard;
}

function rulesOf({ rule, mutated }: SpecMutant): typeof rules {
  return rules.flatMap((r) => (r.id === rule ? (mutated ?? []) : r));
}

function differing(transcript: Transcript): string[] {
  const right = violatedIn(judgeBy(rules), transcript);
  return all.filter((mutant) => violatedIn(judgeBy(rulesOf(mutant)), transcript) !== right).map(({ id }) => id);
}

describe('wrong specifications', () => {
  test('have names of their own, and leave the rule as it is', () => {
    for (const rule of rules) {
      const before = { ...rule };
      const ids = specMutantsOf(rule).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect({ ...rule }).toEqual(before);
    }
  });

  test.each([
    ['two-sharers-one-leaf-table', 'reference'],
    ['two-sharers-one-leaf-table', 'private-tables'],
    ['child-stores-beyond-the-new-end', 'mutant:flush-first-sharer'],
    ['refusals-after-others-came-and-went', 'mutant:descriptor-not-asked'],
    ['mmap-fixed-over-part-of-the-region', 'mutant:fixed-is-hint'],
  ])(
    'change no verdict where they are not heard: %s on %s',
    async (story, body) => {
      const transcript = await storyOn(story, body);
      const [heard, changed] = [heardIn(transcript), differing(transcript)];
      expect(changed.length).toBeGreaterThan(10);
      expect(changed.filter((id) => !heard.has(id))).toEqual([]);
    },
    PATIENCE,
  );

  test(
    'let no other answer pass where they are not heard',
    async () => {
      const transcript = await storyOn('mmap-fixed-over-part-of-the-region');
      const heard = heardIn(transcript);
      const right = JSON.stringify(passing(judgeBy(rules), transcript));
      const changed = all.filter((mutant) => JSON.stringify(passing(judgeBy(rulesOf(mutant)), transcript)) !== right).map(({ id }) => id);
      expect(changed.length).toBeGreaterThan(10);
      expect(changed.filter((id) => !heard.has(id))).toEqual([]);
    },
    PATIENCE,
  );

  test('are not heard where they make no difference', async () => {
    const removed = heardIn(await storyOn('remove-by-the-joiner'));
    expect(removed).toContain('remove-clears-for-all: with every value permitted');
    expect(removed).not.toContain('remove-clears-for-all: with zero permitted');
    const over = heardIn(await storyOn('mmap-fixed-over-part-of-the-region'));
    expect(over).toContain('mmap-address: silent with two processes or fewer');
    expect(over).not.toContain('mmap-address: silent where part of a region is named');
    expect(over).toContain('partial-munmap-refused: silent where part of a region is named');
  });
});
