/** What was tried beforehand stands in the sentence of the report. */
import { describe, expect, it } from 'vitest';
import { conclude } from '../../oracle/conclude.ts';
import type { Facts } from '../../oracle/conclude.ts';

const EVIDENCE = 'two processes reach different leaf tables';

function facts(generations: string[], evidence?: Record<string, string>): Facts {
  return {
    generation: 'map-shared-pt',
    profile: 'default',
    body: { connectedAs: 'toy', description: { name: 'toy', generations, shows: [], ...(evidence && { evidence }) } },
    traces: { total: 1, complete: 1, skipped: 0, broken: 0 },
    steps: 3,
    rules: [{ id: 'r', verdict: 'held', decided: 2, held: 2, violated: 0 }] as unknown as Facts['rules'],
    violations: [],
  };
}

describe('the sentence', () => {
  it('says why a generation is held to be not implemented', () => {
    const { conclusion, sentence } = conclude(facts([], { 'map-shared-pt': EVIDENCE }));
    expect(conclusion).toBe('not-implemented');
    expect(sentence).toBe(
      `toy does not implement generation map-shared-pt, profile default: ${EVIDENCE}. It breaks none of the 1 decided rules that bind it all the same.`,
    );
  });

  it('takes no evidence about another generation', () => {
    expect(conclude(facts([], { 'another-one': EVIDENCE })).sentence).toBe(conclude(facts([])).sentence);
  });

  it('keeps what contradicts a claim', () => {
    const { conclusion, sentence } = conclude(facts(['map-shared-pt'], { 'map-shared-pt': EVIDENCE }));
    expect(conclusion).toBe('conforming');
    expect(sentence).toContain(`Tried beforehand: ${EVIDENCE}.`);
  });
});
