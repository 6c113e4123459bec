import { beforeAll, describe, expect, it } from 'vitest';
import { mutantsByGeneration } from '../../mutants/index.ts';
import { createReference } from '../../reference/index.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { mutantsAreTold, mutantsBreak } from './told.ts';
import { storiesOf, unexpected, verdicts, violatedIn } from './verdicts.ts';

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

  it('differ from the reference, which breaks no rule in their stories', async () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    const all = [...stories, ...(await storiesOf(`from-the-proposals/${generation}`))];
    expect(all.length).toBeGreaterThan(stories.length);
    expect(violatedIn(await verdicts(generation, createReference(), all, 'default'))).toEqual([]);
    expect(await unexpected(all)).toEqual([]);
  });

  mutantsAreTold(generation, wrong);
  mutantsBreak(generation, wrong, own);

  it('claim this generation alone', () => {
    const claimed = new Set(wrong.flatMap((mutant) => mutant.create().description.generations));
    expect([...claimed]).toEqual([generation]);
  });
});
