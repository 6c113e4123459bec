import { describe, expect, it } from 'vitest';
import { decide, lowerings, markdownOf } from '../../decide/index.ts';
import { play } from '../../decide/play.ts';
import { verdictOn } from '../../decide/requirement-verdicts.ts';
import { requirements } from '../../decide/requirements.ts';
import { allMutants } from '../../mutants/index.ts';
import { createJudge } from '../../oracle/judge.ts';
import { MachineBody, createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import { sealed } from '../../schemas/canonical.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { traceOf } from './trace-of.ts';

const decision = decide();

function requirement(id: string): (typeof requirements)[number] {
  return requirements.find((one) => one.id === id)!;
}

function lowering(generation: string): (typeof lowerings)[number] {
  return lowerings.find((one) => one.generation === generation)!;
}

function wrong(name: string): MachineBody {
  const body = allMutants.find((mutant) => mutant.name === name)?.create();
  if (!(body instanceof MachineBody)) throw new Error(`no mutant ${name}`);
  return body;
}

describe('requirements', () => {
  it('have a verdict in each generation, and a story wherever one is not met', () => {
    const ids = decision.generations.map(({ id }) => id);
    for (const { id, verdicts } of decision.requirements) {
      expect(Object.keys(verdicts), id).toEqual(ids);
      for (const { verdict, failing } of Object.values(verdicts)) expect(failing.length > 0, id).toBe(verdict !== 'met');
    }
  });

  it('tell map-shared-pt from private protection', () => {
    const verdicts = decision.requirements.find(({ id }) => id === 'instant-protection')!.verdicts;
    expect(verdicts['map-shared-pt']!.verdict).toBe('met');
    expect(verdicts['hugetlb-pmd']!.verdict).toBe('not met');
    const [first] = verdicts['hugetlb-pmd']!.failing;
    expect(first!.story.at(-1)).toEqual({ operation: 'B writes', effect: 'done' });
  });

  it.each([
    ['flush-own-mm', 'instant-protection'],
    ['link-copies-entries', 'memory'],
    ['creator-takes-all', 'creator-may-go'],
    ['fork-unshares', 'fork'],
  ])('a body with the vice %s does not meet %s', (vice, id) => {
    const column = lowering('map-shared-pt');
    expect(verdictOn(requirement(id), column, createReference()).met).toBe('met');
    expect(verdictOn(requirement(id), column, wrong(vice)).met).not.toBe('met');
  });
});

describe('lowered stories', () => {
  const stories = requirements.flatMap(({ id, checks }) => checks.map(({ story }, i) => ({ name: `${id}-${i + 1}`, story })));

  it.each(lowerings.map((column) => [column.generation, column] as const))(
    'are traces of %s in which the reference conforms',
    async (generation, column) => {
      const judge = createJudge({ generation, profile: 'default', claims: true });
      for (const { name, story } of stories) {
        const { steps } = play(column, createReference(), story);
        if (steps.length === 0) continue;
        const trace = sealed(validateTrace(traceOf(column, name, name, steps)));
        const { status, violations } = judge.judge(await perform(trace, createReference(), { trust: true }));
        expect({ name, status, violations }).toEqual({ name, status: 'complete', violations: [] });
      }
    },
  );
});

describe('questions', () => {
  it('tell apart, with their last operation, the pairs that they say', () => {
    expect(decision.questions.length).toBeGreaterThan(0);
    for (const { answers, tells } of decision.questions) {
      expect(tells.length).toBeGreaterThan(0);
      for (const [a, b] of tells) expect(answers[a]).not.toBe(answers[b]);
    }
  });

  it('find that a protection of one is that of all, or not', () => {
    const story = ['A creates the region', 'B joins', 'A allows loads on a page', 'B writes'];
    const question = decision.questions.find((one) => one.story.join() === story.join());
    expect(question?.answers).toMatchObject({ 'map-shared-pt': 'faults', 'hugetlb-pmd': 'done' });
  });

  it('are the shortest: without any one operation in between the pair agrees', () => {
    const longer = decision.questions.filter(({ story }) => story.length > 3);
    for (const { story, tells } of longer) {
      const shorter = decision.questions.filter((one) => one.story.length < story.length && one.story.at(-1) === story.at(-1));
      for (const [a, b] of tells) expect(shorter.some((one) => one.tells.some(([x, y]) => x === a && y === b))).toBe(false);
    }
  });
});

describe('costs', () => {
  const { sharers, ways } = decision.costs;
  const [few, many] = sharers as [number, number];
  const leaves = (id: string, n: number): number => ways.find((way) => way.id === id)!.costs[n]!.phases.touch.leafBytes;

  it('are counted for each generation and both baselines', () => {
    expect(ways.map(({ id }) => id)).toEqual([...decision.generations.map(({ id }) => id), 'threads', 'messages']);
  });

  it.each(decision.generations.map(({ id }) => id))('%s: leaf tables do not multiply with those who share', (id) => {
    expect(leaves(id, few)).toBeGreaterThan(0);
    expect(leaves(id, many)).toBe(leaves(id, few));
  });

  it('messages: they do, and a change costs each of them', () => {
    expect(leaves('messages', many)).toBe((leaves('messages', few) / few) * many);
    const { protect } = ways.find(({ id }) => id === 'messages')!.costs[many]!.phases;
    expect(protect).toMatchObject({ calls: many, messages: 2 * (many - 1), blockedAccesses: many });
  });
});

describe('the page', () => {
  it('has a row for each requirement and a number for each question', () => {
    const text = markdownOf(decision);
    for (const { title } of decision.requirements) expect(text).toContain(`| ${title} |`);
    expect(text).toContain(`\n${decision.questions.length}. A creates the region`);
  });
});
