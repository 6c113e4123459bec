import { expect, test } from 'vitest';
import { exitCodeOf } from '../../oracle/conclude.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import { createTally } from '../../oracle/tally.ts';
import type { Report } from '../../schemas/generated/types.ts';
import { BODY, context, judgement, violation, written } from './fakes.ts';

const about = (id: string, ...rules: string[]): ReturnType<typeof written> => written(id, { rules });
const bodyThat = (change: object): object => ({ body: { connectedAs: 'x', description: { ...BODY, ...change } } });

function reportOf(judgements: readonly Judgement[], change = {}): Report {
  const tally = createTally(context(change));
  for (const one of judgements) tally.add(one);
  return tally.report();
}

const BLIND = bodyThat({ shows: [] });
const held = judgement(about('one', 'stores-seen'), [0, 1, 0, 0]);

test('that tables are shared was not seen: said of a body that claims it and does not show them', () => {
  const report = reportOf([held], BLIND);
  expect(report.reservations).toEqual(['Whether tables are shared was not seen: the body does not show tables.']);
  expect([report.conclusion, exitCodeOf(report)]).toEqual(['conforming', 0]);
  expect(report.sentence).not.toContain('tables');
  expect(reportOf([held], { looks: false }).reservations).toEqual([
    'Whether tables are shared was not seen: the body was not asked to show tables.',
  ]);
});

test('nothing is left open where tables are shown, or nothing is claimed', () => {
  expect(reportOf([held])).not.toHaveProperty('reservations');
  expect(reportOf([held], bodyThat({ shows: [], generations: [] }))).not.toHaveProperty('reservations');
});

test('it is said beside violations too, and not where nothing was judged', () => {
  const bad = judgement(about('two', 'stores-seen'), [0, 1, 0, 0], { violations: [violation('stores-seen', held.trace)] });
  expect(reportOf([bad], BLIND)).toMatchObject({ conclusion: 'violations', reservations: [expect.stringContaining('tables')] });
  expect(reportOf([judgement(held.trace, [0, 0, 0, 0])], BLIND)).not.toHaveProperty('reservations');
});

test('a single trace whose own rule was not decided', () => {
  const report = reportOf([judgement(about('one', 'no-stale-tlb'), [0, 1, 0, 0])]);
  expect(report.about).toEqual(['no-stale-tlb']);
  expect(report.reservations).toEqual(['The rule that the trace is about was not decided: no-stale-tlb (the body does not show tlb).']);
});

test('a single trace some of whose rules were not decided', () => {
  const own = ['no-stale-tlb', 'protect-reaches', 'stores-seen', 'no-such-rule'];
  const report = reportOf([judgement(about('one', ...own), [0, 1, 0, 0])]);
  expect(report.about).toEqual(['stores-seen', 'protect-reaches', 'no-stale-tlb']);
  expect(report.reservations).toEqual([
    'Not all rules that the trace is about were decided: protect-reaches (no trace that was performed decides it), no-stale-tlb (the body does not show tlb).',
  ]);
});

test('a trace that violates a rule, or breaks, has said enough', () => {
  const trace = about('one', 'no-stale-tlb');
  const bad = judgement(trace, [0, 1, 0, 0], { violations: [violation('stores-seen', trace)] });
  const broke = judgement(trace, [0, 1, 0, 0], { status: 'broken', reason: 'step 1: it hung', brokeAt: 1 });
  expect(reportOf([bad])).not.toHaveProperty('reservations');
  expect(reportOf([broke])).not.toHaveProperty('reservations');
});

test('several traces: only where none of their rules was decided; of what was skipped nothing is said', () => {
  const one = judgement(about('one', 'no-stale-tlb', 'align-start'), [0, 1, 0, 0]);
  const other = judgement(about('other', 'protect-reaches'), [0, 0, 0, 0]);
  const skipped = judgement(about('third', 'stores-seen'), [], { status: 'skipped', steps: 0 });
  expect(reportOf([one, other, skipped]).reservations).toEqual([
    'None of the rules that the traces are about was decided: align-start, protect-reaches (no trace that was performed decides it), no-stale-tlb (the body does not show tlb).',
  ]);
  expect(reportOf([one, held])).not.toHaveProperty('reservations');
  expect(reportOf([judgement(about('one'), [0, 1, 0, 0])])).not.toHaveProperty('reservations');
});
