import { expect, test } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { perform } from '../../replay/perform.ts';
import type { Body } from '../../schemas/contract.ts';
import { loadSuite } from '../../suites/load.ts';

/** Claims everything, does nothing and shows nothing. */
const hollow: Body = {
  description: { name: 'hollow', generations: ['map-shared-pt'], shows: ['tables', 'tlb', 'counts', 'caches'] },
  reset: () => undefined,
  step: () => ({ result: 'unsupported' }),
  snapshot: () => ({ mms: [], tables: [] }),
};

test('a body that does nothing has no step judged and no rule decided', async () => {
  const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
  for await (const { trace } of (await loadSuite(['consistency'])).traces()) {
    const { steps, decided, violations } = judge.judge(await perform(trace, hollow));
    expect({ steps, decided: decided.some((times) => times > 0), violations }).toEqual({ steps: 0, decided: false, violations: [] });
  }
});
