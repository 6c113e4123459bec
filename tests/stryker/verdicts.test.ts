/** The suite as one test of the reference and the specification: what `npm run stryker` runs on every change of theirs. */
import { beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { measured } from '../../detect/measured.ts';
import { mutants } from '../../mutants/index.ts';
import { createJudge } from '../../oracle/judge.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { allRules } from '../../spec/index.ts';
import { loadSuite } from '../../suites/load.ts';

const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
const stories = new Map<string, Trace>();

beforeAll(async () => {
  for await (const { trace } of (await loadSuite([])).traces()) stories.set(trace.id, trace);
});

async function judged(body: string, ids: Iterable<string>): Promise<Judgement[]> {
  const stage = await connect(body);
  const judgements: Judgement[] = [];
  for (const id of ids) {
    const trace = stories.get(id);
    if (trace === undefined) throw new Error(`no story ${id}`);
    judgements.push(judge.judge(await stage.perform(trace)));
  }
  await stage.stop();
  return judgements;
}

describe('verdicts', () => {
  test('the reference obeys every rule in every story, and each is decided', async () => {
    const decided = new Set<string>();
    for (const { trace, violations, status, decided: times } of await judged('reference', stories.keys())) {
      expect({ violations, status }, trace.id).toEqual({ violations: [], status: 'complete' });
      for (const [i, { id }] of judge.rules.entries()) if ((times[i] ?? 0) > 0) decided.add(id);
    }
    expect(judge.rules.filter(({ id }) => !decided.has(id)).map(({ id }) => id)).toEqual([]);
  });

  test.each(allRules)('$id holds in its example and is broken in the other one', ({ id, holds, breaks }) => {
    // An example is told in the terms of a generation; what it leaves open, the strict profile decides.
    const { generation } = holds.transcript.trace;
    const judge = createJudge({ generation, profile: generation === 'hugetlb-pmd' ? 'strict' : 'default', claims: true });
    expect(judge.judge(holds.transcript).violations).toEqual([]);
    expect(judge.judge(breaks.transcript).violations.map(({ rule }) => rule)).toContain(id);
  });

  test.each(Object.entries(measured.guards))(
    '%s is told by the stories that are known to tell it, by rules that it names',
    async (body, known) => {
      const mutant = mutants.find(({ name }) => body === `mutant:${name}`);
      const named = mutant && [...mutant.rules, ...(mutant.follows ?? [])];
      for (const { trace, violations } of await judged(body, Object.keys(known))) {
        expect(violations, trace.id).not.toEqual([]);
        for (const { rule } of violations) expect(named ?? [rule], `${trace.id} on ${body}`).toContain(rule);
      }
    },
  );
});
