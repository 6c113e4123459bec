import { describe, expect, test } from 'vitest';
import { type Judge, createJudge } from '../../oracle/judge.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import { FAMILIES, type Example, allRules, generations } from '../../spec/index.ts';

/** An example is told in the terms of one generation; the strictest profile decides what others leave open. */
const judges = new Map(generations.map(({ id }) => [id, createJudge({ generation: id, profile: profileOf(id), claims: true })]));

function profileOf(generation: string): string {
  return generation === 'hugetlb-pmd' ? 'strict' : 'default';
}

function judgeOf({ transcript }: Example): Judge {
  return judges.get(transcript.trace.generation)!;
}

function hear(example: Example): Judgement {
  return judgeOf(example).judge(example.transcript);
}

describe.each(FAMILIES)('rules on %s', (family) => {
  const rules = allRules.filter((r) => r.family === family);

  test.each(rules)('$id holds in its example', (rule) => {
    const judgement = hear(rule.holds);
    expect(judgement.violations).toEqual([]);
    expect(judgement.decided[judgeOf(rule.holds).rules.indexOf(rule)]).toBeGreaterThan(0);
  });

  test.each(rules)('$id is broken in its counterexample, at the last step', (rule) => {
    const { violations } = hear(rule.breaks);
    const own = violations.find((v) => v.rule === rule.id);
    expect(violations.map((v) => v.rule)).toContain(rule.id);
    expect(own?.step).toBe(rule.breaks.transcript.trace.steps.length - 1);
    expect(own?.why).toMatch(/\.$/u);
  });
});
