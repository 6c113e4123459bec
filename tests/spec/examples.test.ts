import { describe, expect, test } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { FAMILIES, type Example, allRules } from '../../spec/index.ts';

const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });

function hear(example: Example): ReturnType<typeof judge.judge> {
  return judge.judge(example.transcript);
}

describe.each(FAMILIES)('rules on %s', (family) => {
  const rules = allRules.filter((r) => r.family === family);

  test.each(rules)('$id holds in its example', (rule) => {
    const judgement = hear(rule.holds);
    expect(judgement.violations).toEqual([]);
    expect(judgement.decided[judge.rules.indexOf(rule)]).toBeGreaterThan(0);
  });

  test.each(rules)('$id is broken in its counterexample, at the last step', (rule) => {
    const { violations } = hear(rule.breaks);
    const own = violations.find((v) => v.rule === rule.id);
    expect(violations.map((v) => v.rule)).toContain(rule.id);
    expect(own?.step).toBe(rule.breaks.transcript.trace.steps.length - 1);
    expect(own?.why).toMatch(/\.$/u);
  });
});
