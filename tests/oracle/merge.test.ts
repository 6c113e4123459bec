import { describe, expect, test } from 'vitest';
import { merge } from '../../oracle/merge.ts';
import { createTally } from '../../oracle/tally.ts';
import { addIndex, indexesOf, packIndexes } from '../../oracle/judged.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import type { Report } from '../../schemas/generated/types.ts';
import { refusal } from '../schemas/refusal.ts';
import { BODY, context, generated, judgement, violation, written } from './fakes.ts';

const JUDGEMENTS: readonly Judgement[] = Array.from({ length: 61 }, (_, i) => {
  const trace = i < 20 ? written(`t-${i}`) : generated(i);
  if (i % 13 === 12) return judgement(trace, [], { status: 'skipped', reason: `reason ${i}`, steps: 0 });
  if (i % 17 === 16) return judgement(trace, [0, 1, 0, 0], { status: 'broken', reason: 'crash', steps: 1, brokeAt: 1 });
  const violations = i % 3 === 0 ? [violation('stores-seen', trace, { step: i % 4 })] : [];
  return judgement(trace, [i % 2, 1, 2, 0], { violations });
});

function run(judgements: readonly Judgement[], change = {}): Report {
  const tally = createTally(context(change));
  for (const one of judgements) tally.add(one);
  return tally.report();
}

function shards(count: number): Report[] {
  return Array.from({ length: count }, (_, k) =>
    run(
      JUDGEMENTS.filter((_one, i) => i % count === k),
      { shard: { count, indexes: [k + 1] } },
    ),
  );
}

describe('merge', () => {
  test.each([1, 2, 3, 7, 61])('%i shards give the report of the whole', (count) => {
    expect(merge(shards(count))).toEqual(run(JUDGEMENTS));
  });

  test('it is associative and does not care for order', () => {
    const [a, b, c] = shards(3) as [Report, Report, Report];
    const whole = merge([a, b, c]);
    const some = { gaps: 'allow' } as const;
    expect(merge([merge([a, b], some), c])).toEqual(whole);
    expect(merge([a, merge([c, b], some)])).toEqual(whole);
    expect(merge([c, a, b])).toEqual(whole);
    expect(merge([a, c], some).shard).toEqual({ count: 3, indexes: [1, 3] });
  });

  test('one report of a whole suite merges to itself, without its date', () => {
    const report = run(JUDGEMENTS);
    expect(merge([{ ...report, run: { date: 'today', milliseconds: 1, node: 'v20', platform: 'linux' } }])).toEqual(report);
  });

  test('a partial shard makes the whole partial', () => {
    const [a, b] = shards(2) as [Report, Report];
    expect(merge([a, { ...b, partial: true, stopped: 'interrupted' }])).toMatchObject({ partial: true, stopped: 'interrupted' });
  });
});

describe('what is lacking, and what is left open', () => {
  const change = { body: { connectedAs: 'x', description: { ...BODY, generations: [], calls: ['open', 'mmap', 'store'] } } } as const;
  const judgements = Array.from({ length: 12 }, (_, i) => {
    const steps = written('x').steps.slice(0, i % 4 === 0 ? 4 : 3);
    const trace = written(`t-${i}`, { steps, rules: i === 1 ? ['align-start'] : [] });
    if (i % 4 === 0) return judgement(trace, [], { status: 'skipped', reason: 'no load', steps: 0 });
    return judgement(trace, [0, 1, 0, 0], i === 5 ? { ifClaimed: [1, 1, 0, 0] } : {});
  });
  const part = (k: number, count: number): Report =>
    run(
      judgements.filter((_one, i) => i % count === k),
      { ...change, shard: { count, indexes: [k + 1] } },
    );

  test.each([2, 3, 12])('of %i shards come out as those of the whole', (count) => {
    const whole = run(judgements, change);
    expect(whole).toMatchObject({ about: ['align-start'], lacking: [{ what: 'load', alone: 3, among: 0 }] });
    expect(whole.reservations).toEqual([
      'The rule that the traces are about was not decided: align-start (the body does not claim map-shared-pt).',
    ]);
    expect(merge(Array.from({ length: count }, (_, k) => part(k, count)))).toEqual(whole);
  });

  test('a report that names fewer skipped traces and does not say so is one of earlier times', () => {
    const traces = Array.from({ length: 130 }, (_, i) => judgement(written(`t-${i}`), [], { status: 'skipped', reason: 'why', steps: 0 }));
    const report = run(traces, { shard: { count: 1, indexes: [1] } });
    expect(merge([{ ...report, skipped: report.skipped.slice(0, 100) }]).unlisted).toEqual({ skipped: 30, broken: 0 });
    expect(refusal(() => merge([{ ...report, skipped: report.skipped.slice(0, 99) }])).pointer).toBe('/skipped');
    const said = { ...report, skipped: report.skipped.slice(0, 99), unlisted: { skipped: 31, broken: 0 } };
    expect(merge([said]).unlisted).toEqual({ skipped: 31, broken: 0 });
    expect(refusal(() => merge([{ ...said, unlisted: { skipped: 30, broken: 0 } }])).pointer).toBe('/skipped');
  });
});

describe('merge refuses', () => {
  const [a, b, c] = shards(3) as [Report, Report, Report];
  const names = ['a.json', 'b.json'];

  test('nothing', () => expect(refusal(() => merge([])).code).toBe('nothing-to-merge'));

  test('a missing shard, and names it', () => {
    const error = refusal(() => merge([a, c]));
    expect(error).toMatchObject({ code: 'shard-missing', message: 'of 3 shards, these are missing: 2' });
  });

  test('a shard that comes twice, and names both reports', () => {
    const error = refusal(() => merge([a, a], { names }));
    expect(error).toMatchObject({ code: 'merge-duplicate', message: 'shard 1 of 3 comes twice: in a.json and in b.json' });
  });

  test('two reports of a whole suite', () => {
    expect(refusal(() => merge([run(JUDGEMENTS), run(JUDGEMENTS)])).code).toBe('not-a-shard');
  });

  test('shards of different counts', () => {
    const error = refusal(() => merge([a, shards(2)[1] as Report]));
    expect(error).toMatchObject({ code: 'merge-mismatch', pointer: '/shard/count' });
  });

  // Reports that have as many written and generated traces as one another.
  const [d, e, f] = [0, 1, 2].map((k) =>
    run(
      JUDGEMENTS.slice(0, 60).filter((_one, i) => i % 3 === k),
      { shard: { count: 3, indexes: [k + 1] } },
    ),
  ) as [Report, Report, Report];

  test('a written trace that comes twice', () => {
    const error = refusal(() => merge([d, { ...e, judged: d.judged }, f], { names: ['a', 'b', 'c'] }));
    expect(error).toMatchObject({ code: 'merge-duplicate', message: 'trace t-0 comes twice: in a and in b' });
  });

  test('a generated trace that comes twice', () => {
    const judged = { traces: e.judged.traces, generated: d.judged.generated };
    const error = refusal(() => merge([d, { ...e, judged }, f]));
    expect(error).toMatchObject({ code: 'merge-duplicate', message: 'generated trace 21 of walk comes twice' });
  });

  test.each([
    ['body', { body: { connectedAs: 'other', description: BODY } }],
    ['profile', { profile: 'strict' }],
    ['generation', { generation: 'mshare' }],
    ['seed', { seed: 8 }],
    ['rulesHash', { rulesHash: `sha256:${'00'.repeat(32)}` }],
    ['suiteHash', { suiteHash: `sha256:${'00'.repeat(32)}` }],
    ['tool', { tool: { name: 'ptshare', version: '0.2.0' } }],
  ])('reports that differ in %s', (key, change) => {
    const error = refusal(() => merge([a, { ...b, ...change }, c], { names: ['a', 'b', 'c'] }));
    expect(error).toMatchObject({ code: 'merge-mismatch', pointer: `/${key}` });
    expect(error.message).toContain(`a and b differ in ${key}`);
  });
});

describe('a report whose numbers disagree is refused', () => {
  const report = run(JUDGEMENTS);
  const [rule, ...rules] = report.rules;
  const [group, ...groups] = report.violations;
  const { traces } = report;

  test.each([
    ['/traces/total', { traces: { ...traces, total: 60 } }],
    ['/traces/complete', { traces: { ...traces, complete: 0.5 } }],
    ['/steps', { steps: 1e300 }],
    ['/rules/0/decided', { rules: [{ ...rule, decided: -1 }, ...rules] }],
    ['/rules/0/verdict', { rules: [{ ...rule, verdict: 'unseen' }, ...rules] }],
    ['/rules/0/held', { rules: [{ ...rule, held: 1000 }, ...rules] }],
    ['/violations', { violations: [] }],
    ['/violations/0/traces', { violations: [{ ...group, traces: 3 }, ...groups] }],
    ['/violations/0/more', { violations: [{ ...group, more: 1000 }, ...groups] }],
    ['/violations/0/calls', { violations: [{ ...group, calls: [] }, ...groups] }],
    ['/skipped', { skipped: [] }],
    ['/lacking/0', { lacking: [{ what: 'load', alone: 2, among: 3 }] }],
    ['/partial', { stopped: 'interrupted' }],
    ['/conclusion', { conclusion: 'conforming' }],
    ['/judged', { judged: { ...report.judged, traces: [] } }],
    ['/judged/generated/0/runs/0', { judged: { ...report.judged, generated: [{ generator: 'walk', seed: 7, runs: [0, 2 ** 50, 0] }] } }],
    ['/shard/indexes/0', { shard: { count: 3, indexes: [4] } }],
  ])('%s', (pointer, change) => {
    const error = refusal(() => merge([{ ...report, ...change } as Report]));
    expect(error).toMatchObject({ code: 'inconsistent-report', pointer });
  });

  test('runs too long to be written down', () => {
    const total = 2 ** 40;
    const generated = [{ generator: 'walk', seed: 7, runs: [0, total - 1, 1] }];
    const counts = { total, complete: total - traces.skipped - traces.broken, skipped: traces.skipped, broken: traces.broken };
    expect(refusal(() => merge([{ ...report, traces: counts, judged: { traces: [], generated } }])).code).toBe('too-large');
  });
});

describe('indexes', () => {
  test('any order packs to the same runs', () => {
    const runs: number[] = [];
    for (const index of [9, 3, 5, 7, 0, 1, 2, 40]) addIndex(runs, index);
    expect([...indexesOf(runs)]).toEqual([0, 1, 2, 3, 5, 7, 9, 40]);
    expect(packIndexes(indexesOf(runs))).toEqual([0, 3, 1, 5, 9, 2, 40, 40, 1]);
  });
});
