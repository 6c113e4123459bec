import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { conform } from '../../conform.ts';
import { posted, postedBody } from '../../posted/index.ts';
import type { Hazard } from '../../posted/index.ts';
import { perform } from '../../replay/perform.ts';
import type { Deviations, Report, Trace } from '../../schemas/generated/types.ts';
import { loadSuite } from '../../suites/load.ts';
import { storyTargets } from '../../suites/targets.ts';

const PATIENCE = 120_000;

describe.each(Object.entries(posted))('as-posted:%s', (generation, hazards) => {
  const stories: Trace[] = [];
  const listed = JSON.parse(readFileSync(new URL(`../../posted/${generation}/deviations.json`, import.meta.url), 'utf8')) as Deviations;

  beforeAll(async () => {
    for await (const { trace } of (await loadSuite(storyTargets(generation))).traces()) stories.push(trace);
  });

  function judged(some: readonly Hazard[], deviations?: Deviations): Promise<Report> {
    return conform(stories, postedBody(generation, some), { generation, ...(deviations === undefined ? {} : { deviations }) });
  }

  /** Everything that can be seen of the stories, performed by a body with these hazards. */
  async function answers(some: readonly Hazard[]): Promise<string> {
    const body = postedBody(generation, some);
    const records: unknown[] = [];
    for (const trace of stories) records.push((await perform(trace, body, { trust: true })).entries);
    return JSON.stringify(records);
  }

  it('conforms but for what is listed, each entry seen', { timeout: PATIENCE }, async () => {
    const report = await judged(hazards, listed);
    expect(report.conclusion).toBe('listed-deviations');
    expect(report.violations).toEqual([]);
    expect(report.deviations?.filter(({ status }) => status !== 'listed')).toEqual([]);
  });

  it('does not conform where nothing is listed', { timeout: PATIENCE }, async () => {
    expect((await judged(hazards)).conclusion).toBe('violations');
  });

  it('conforms without its hazards, which makes every entry outdated', { timeout: PATIENCE }, async () => {
    expect((await judged([])).conclusion).toBe('conforming');
    const report = await judged([], listed);
    expect(report.conclusion).toBe('outdated-deviations');
    expect(report.deviations?.filter(({ status }) => status === 'listed')).toEqual([]);
  });

  it('says of each hazard what it violates, or which question permits it', () => {
    const reasons = listed.deviations.map(({ reason }) => reason).join('\n');
    const silent = hazards.filter(({ id }) => !reasons.includes(`${id}: `));
    expect(silent.map(({ id }) => id)).toEqual(hazards.filter(({ permitted }) => permitted !== undefined).map(({ id }) => id));
    const questions = readFileSync(new URL('../../docs/questions.md', import.meta.url), 'utf8');
    expect(silent.filter(({ permitted }) => !questions.includes(`## ${permitted ?? ''}\n`))).toEqual([]);
  });

  it('does of each hazard what the reference does not', { timeout: PATIENCE }, async () => {
    const usual = await answers([]);
    const inert: string[] = [];
    for (const hazard of hazards) if ((await answers([hazard])) === usual) inert.push(hazard.id);
    expect(inert).toEqual([]);
  });

  it('has the evidence of each entry, and where it was read', () => {
    expect(listed.deviations.filter(({ evidence, link }) => evidence === undefined || link === undefined)).toEqual([]);
  });
});
