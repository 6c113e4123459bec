import { describe, expect, test } from 'vitest';
import { createGuard } from '../../detect/guard.ts';
import { measured } from '../../detect/measured.ts';
import { systematic } from '../../detect/systematic.ts';
import { createJudge } from '../../oracle/judge.ts';
import type { Judge } from '../../oracle/judge.ts';
import { conclude, exitCodeOf } from '../../oracle/conclude.ts';
import type { Report, Trace } from '../../schemas/generated/types.ts';
import { loadSuite } from '../../suites/load.ts';
import { file, ptshare } from '../cli/shell.ts';

const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
/** Finds nothing wrong in anything. */
const blind: Judge = { ...judge, judge: (transcript) => ({ ...judge.judge(transcript), violations: [] }) };

async function shipped(): Promise<Trace[]> {
  const stories: Trace[] = [];
  for await (const { trace } of (await loadSuite([])).traces()) stories.push(trace);
  return stories;
}

async function report(argv: readonly string[]): Promise<Report> {
  return JSON.parse((await ptshare([...argv, '--json', '--no-date'])).out) as Report;
}

describe('the guard', () => {
  test('with all stories, every body of the sample is caught, by every profile', async () => {
    const stories = await shipped();
    const guarding = new Set(stories.flatMap(({ id }) => measured.guards[id]?.tells ?? []));
    expect(guarding.size).toBeGreaterThan(5);
    for (const profile of ['default', 'hint', 'strict']) {
      const guard = createGuard();
      for (const story of stories) guard.see(story);
      const stood = await guard.stand(createJudge({ generation: 'map-shared-pt', profile, claims: true }));
      expect(stood).toEqual({ status: 'held', caught: [...guarding].toSorted(), passed: [] });
    }
  });

  test('a judge that sees nothing does not get past it', async () => {
    const guard = createGuard();
    for (const story of await shipped()) guard.see(story);
    const stood = await guard.stand(blind);
    expect(stood).toMatchObject({ status: 'failed', caught: [] });
    expect(stood.passed.length).toBeGreaterThan(5);
    const whole = await report(['run', 'protection']);
    expect(whole).toMatchObject({ conclusion: 'conforming', guard: { status: 'held' } });
    const failed = { ...whole, ...conclude({ ...whole, guard: stood }) };
    expect(failed.conclusion).toBe('guard-failed');
    expect(exitCodeOf(failed)).toBe(1);
  });

  test('where no story is known to catch a wrong body, it says so and the run stands', async () => {
    const { conclusion, guard } = await report(['run', '--generated', '5']);
    expect({ conclusion, guard }).toEqual({ conclusion: 'conforming', guard: { status: 'none-applicable', caught: [], passed: [] } });
  });

  test('a story that was changed counts no more', async () => {
    const [name] = Object.keys(measured.guards);
    const story = (await shipped()).find(({ id }) => id === name);
    if (story === undefined) throw new Error(`no story ${name}`);
    const { hash: _, ...rest } = story;
    const path = file('story.json', { ...rest, steps: [...rest.steps, { call: 'table-bytes' }] });
    expect((await report(['run', path])).guard?.status).toBe('none-applicable');
    expect((await report(['run', story.id])).guard?.status).toBe('held');
  });

  test('shards guard themselves, and merge to what one run says; without looks too', async () => {
    const whole = await report(['run', 'protection']);
    const parts = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => report(['run', 'protection', '--shard', shard])));
    const { out } = await ptshare(['merge', ...parts.map((part) => file('part.json', part)), '--json']);
    expect(JSON.parse(out)).toEqual(whole);
    expect((await report(['run', 'protection', '--look', 'never'])).guard).toEqual(whole.guard);
  });

  test('the score is carried, and says where it is stale', async () => {
    const { detection } = await report(['run']);
    const { guards: _, ...score } = measured;
    expect(detection).toEqual({ ...score, systematic, stale: false });
  });
});
