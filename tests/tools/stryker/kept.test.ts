import { describe, expect, test } from 'vitest';
import { createJudge } from '../../../oracle/judge.ts';
import { createReference } from '../../../reference/index.ts';
import { perform } from '../../../replay/perform.ts';
import { generateTraces } from '../../../suites/generate.ts';
import { readKept } from '../../../tools/stryker/kept.ts';
import { RIGHT, performances } from '../../../tools/stryker/performances.ts';
import { profileOf } from '../../../tools/stryker/profiles.ts';
import { everyStory } from '../../../tools/stryker/workshop.ts';
import { rightTrial } from '../../../tools/stryker/trials.ts';
import { ROOT, changedFiles } from '../../../tools/stryker/sources.ts';

const kept = readKept();
const LONGEST = 30;

describe('suites/generated/changes.ndjson', () => {
  test('has small traces, each once, named by what they perform', () => {
    expect(kept.length).toBeGreaterThan(0);
    expect(new Set(kept.map(({ hash }) => hash)).size).toBe(kept.length);
    for (const { id, hash, steps } of kept) {
      expect(hash).toContain(id.slice('tells-'.length));
      expect(steps.length, id).toBeLessThanOrEqual(LONGEST);
    }
  });

  test('the reference breaks no rule in them, and they are about none', async () => {
    for (const trace of kept) {
      const judge = createJudge({ generation: trace.generation, profile: profileOf('reference', trace.generation), claims: true });
      const { violations, status } = judge.judge(await perform(trace, createReference(), { trust: true }));
      expect(violations, trace.id).toEqual([]);
      expect(status).toBe('complete');
      expect(trace.rules).toEqual([]);
    }
  });

  test('other bodies that obey the rules conform in them too', async () => {
    for (const body of RIGHT.slice(1)) {
      const mine = kept.filter(({ generation }) => generation === body.generation);
      for (const performance of performances(body, mine)) {
        const trial = rightTrial(performance);
        expect(trial.complaint(await trial.run())).toBeUndefined();
      }
    }
  });

  test('each says what it was shrunk from, and for which change', async () => {
    const files = [...changedFiles('reference'), ...changedFiles('spec')];
    const stories = new Set((await everyStory(ROOT)).map(({ id }) => id));
    for (const { id, origin, generation } of kept) {
      if (origin.kind !== 'shrunk') throw new Error(`${id} was not shrunk`);
      const { from, seed = -1, body = '' } = origin;
      const [, index] = /^generated-\d+-(\d+)$/u.exec(from) ?? [];
      const shard = { index: Number(index), count: Number(index) + 1 };
      const known =
        index === undefined ? stories.has(from) : [...generateTraces({ seed, count: shard.count, generation, shard })][0]?.id === from;
      expect(known, `${id} from ${from}`).toBe(true);
      expect(files, id).toContain(body.split(': ')[0]);
    }
  });
});
