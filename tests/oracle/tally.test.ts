import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../oracle/conclude.ts';
import { createTally } from '../../oracle/tally.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import { BODY, context, generated, judgement, violation, written } from './fakes.ts';

function reportOf(judgements: readonly Judgement[], change = {}) {
  const tally = createTally(context(change));
  for (const one of judgements) tally.add(one);
  return tally.report();
}

describe('counts', () => {
  test('a rule is held, violated or unseen, and unseen says why', () => {
    const story = written('story');
    const report = reportOf([
      judgement(written('first'), [0, 2, 1, 0]),
      judgement(story, [0, 1, 3, 0], { violations: [violation('stores-seen', story)] }),
    ]);
    expect(
      report.rules.map(({ id, verdict, decided, held, violated, unseen }) => ({ id, verdict, decided, held, violated, unseen })),
    ).toEqual([
      { id: 'align-start', verdict: 'unseen', decided: 0, held: 0, violated: 0, unseen: 'no trace that was performed decides it' },
      { id: 'stores-seen', verdict: 'violated', decided: 3, held: 1, violated: 1 },
      { id: 'protect-reaches', verdict: 'held', decided: 4, held: 2, violated: 0 },
      { id: 'no-stale-tlb', verdict: 'unseen', decided: 0, held: 0, violated: 0, unseen: 'the body does not show tlb' },
    ]);
    expect(report.traces).toEqual({ total: 2, complete: 2, skipped: 0, broken: 0 });
    expect(report.steps).toBe(8);
  });

  test('a violation carries the steps up to it and the command that shows it again', () => {
    const story = written('story');
    const report = reportOf([judgement(story, [0, 1, 0, 0], { violations: [violation('stores-seen', story, { step: 2 })] })]);
    expect(report.violations).toEqual([
      {
        rule: 'stores-seen',
        traces: 1,
        calls: [{ call: 'store', traces: 1 }],
        first: [
          expect.objectContaining({
            trace: 'story',
            step: 2,
            steps: story.steps.slice(0, 3),
            before: 0,
            again: 'ptshare replay story --on mutant:fake',
          }),
        ],
        more: 0,
      },
    ]);
  });

  test('of many violations the ten shortest are kept, and the rest counted', () => {
    const judgements = Array.from({ length: 25 }, (_, i) => {
      const trace = written(`t-${String(i).padStart(2, '0')}`);
      return judgement(trace, [0, 1, 0, 0], { violations: [violation('stores-seen', trace, { step: i % 2 === 0 ? 3 : 1 })] });
    });
    const [group] = reportOf(judgements).violations;
    expect(group?.traces).toBe(25);
    expect(group?.more).toBe(15);
    expect(group?.first.map((v) => v.trace)).toEqual(['01', '03', '05', '07', '09', '11', '13', '15', '17', '19'].map((n) => `t-${n}`));
    expect(group?.calls).toEqual([
      { call: 'load', traces: 13 },
      { call: 'mmap', traces: 12 },
    ]);
    expect(reportOf(judgements.toReversed())).toEqual(reportOf(judgements));
  });

  test('skipped and broken traces are listed with their reasons', () => {
    const report = reportOf([
      judgement(written('b'), [], { status: 'skipped', reason: 'mremap is not supported', steps: 0 }),
      judgement(written('a'), [0, 1, 0, 0], { status: 'broken', reason: 'it hung', steps: 2, brokeAt: 2 }),
    ]);
    expect(report.skipped).toEqual([{ trace: 'b', reason: 'mremap is not supported' }]);
    expect(report.broken).toMatchObject([{ trace: 'a', reason: 'it hung', step: 2, again: 'ptshare replay a --on mutant:fake' }]);
  });

  test('a verdict on a rule that is not in force is a fault of ours', () => {
    const story = written('story');
    expect(() => reportOf([judgement(story, [], { violations: [violation('no-such-rule', story)] })])).toThrow('not in force');
  });

  test('machines are listed once, whatever the order of their fields', () => {
    const report = reportOf([
      judgement(written('a'), [0, 1, 0, 0]),
      judgement(written('b', { geometry: { cpus: 2, levels: 4, entriesPerTable: 512, pageSize: 4096 } }), [0, 1, 0, 0]),
      judgement(written('c', { geometry: { pageSize: 4096, entriesPerTable: 8, levels: 3, cpus: 1 } }), [0, 1, 0, 0]),
    ]);
    expect(report.geometries.map((g) => g.cpus)).toEqual([1, 2]);
  });
});

describe('the conclusion', () => {
  const story = written('story');
  const held = judgement(story, [0, 1, 1, 0]);
  const bad = judgement(story, [0, 1, 1, 0], { violations: [violation('stores-seen', story)] });
  const broke = judgement(written('broke'), [0, 1, 0, 0], { status: 'broken', reason: 'crash', steps: 1, brokeAt: 1 });
  const unclaimed = { body: { connectedAs: 'plain', description: { ...BODY, generations: [] } } };

  test.each([
    ['conforming', 0, [held], {}],
    ['violations', 1, [held, bad], {}],
    ['violations', 1, [bad, broke], {}],
    ['broken', 3, [held, broke], {}],
    ['not-implemented', 0, [held], unclaimed],
    ['violations', 1, [bad], unclaimed],
    ['nothing-judged', 1, [], {}],
    ['nothing-judged', 1, [judgement(story, [0, 0, 0, 0])], {}],
    ['nothing-judged', 1, [judgement(story, [], { status: 'skipped', steps: 0 })], unclaimed],
  ] as const)('%s, exit %i', (conclusion, code, judgements, change) => {
    const report = reportOf(judgements, change);
    expect(report.conclusion).toBe(conclusion);
    expect(exitCodeOf(report)).toBe(code);
  });

  test('violations beat broken, and the sentence says both', () => {
    expect(reportOf([bad, broke]).sentence).toBe(
      'mutant:fake does not conform to generation map-shared-pt, profile default: it violates 1 rule. It also broke in 1 trace.',
    );
  });

  test('a run cut short is never a success', () => {
    const tally = createTally(context());
    tally.add(held);
    const report = tally.report('interrupted');
    expect(report).toMatchObject({ partial: true, stopped: 'interrupted', conclusion: 'conforming' });
    expect(exitCodeOf(report)).toBe(1);
  });
});

describe('size', () => {
  test('a million generated traces leave one line', () => {
    const tally = createTally(context());
    const base = generated(0);
    for (let index = 0; index < 1_000_000; index++) {
      tally.add(judgement({ ...base, origin: { kind: 'generated', generator: 'walk', seed: 7, index: index * 3 + 1 } }, [1, 1, 1, 0]));
    }
    const report = tally.report();
    expect(report.judged).toEqual({ traces: [], generated: [{ generator: 'walk', seed: 7, runs: [1, 2_999_998, 3] }] });
    expect(JSON.stringify(report).length).toBeLessThan(5000);
  });
});

test('the oracle contains no word about memory', () => {
  const words = /\b(pmd|pte|pgd|page|pages|tlb|mm|mmap|mprotect|munmap|vma|region|host|guest|leaf|slot|frame|fork)\b/giu;
  const folder = new URL('../../oracle/', import.meta.url);
  for (const file of readdirSync(folder)) expect(readFileSync(new URL(file, folder), 'utf8').match(words) ?? [], file).toEqual([]);
});
