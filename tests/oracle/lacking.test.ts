import { describe, expect, test } from 'vitest';
import { createTally } from '../../oracle/tally.ts';
import type { Report, Step, Trace } from '../../schemas/generated/types.ts';
import { BODY, context, judgement, written } from './fakes.ts';

const EXEC: Step = { call: 'exec', process: 'A' };
const FORK: Step = { call: 'fork', process: 'A', child: 'C' };
const OVERLAP: readonly Step[] = [
  { call: 'exec', process: 'A', begins: 'x', pause: 'flush' },
  { call: 'return', of: 'x' },
];
const body = { connectedAs: 'x', description: { ...BODY, calls: ['open', 'mmap', 'store', 'load'] } };

function skip(traces: readonly Trace[], reason = 'why'): Report {
  const tally = createTally(context({ body: body as never }));
  for (const trace of traces) tally.add(judgement(trace, [], { status: 'skipped', steps: 0, reason }));
  return tally.report();
}

const TRACES = [
  written('a', { steps: [EXEC] }),
  written('b', { steps: [EXEC, EXEC] }),
  written('c', { steps: [FORK] }),
  written('d', { steps: [FORK, EXEC] }),
  written('e', { steps: [...OVERLAP] }),
];

describe('what a body lacks', () => {
  test('is counted over all skipped traces: alone, and among others', () => {
    const report = skip(TRACES);
    expect(report.lacking).toEqual([
      { what: 'exec', alone: 2, among: 2 },
      { what: 'fork', alone: 1, among: 1 },
      { what: 'calls that overlap', alone: 0, among: 1 },
    ]);
    expect(report.skipped.map(({ lacks }) => lacks)).toEqual([
      ['exec'],
      ['exec'],
      ['fork'],
      ['fork', 'exec'],
      ['calls that overlap', 'exec'],
    ]);
    expect(skip(TRACES.toReversed())).toEqual(report);
  });

  test('is not what a trace of another interface wants, nor one that it could perform', () => {
    const report = skip([written('a', { generation: 'fork-domain', steps: [EXEC] }), written('b')]);
    expect(report).not.toHaveProperty('lacking');
    expect(report.skipped).toEqual([
      { trace: 'a', reason: 'why' },
      { trace: 'b', reason: 'why' },
    ]);
  });
});

describe('lists of traces', () => {
  const many = (count: number): Trace[] =>
    Array.from({ length: count }, (_, i) => written(`t-${String(i).padStart(4, '0')}`, { steps: [EXEC] }));

  test('hold all shipped stories, and say how many they leave out', () => {
    expect(skip(many(1000))).not.toHaveProperty('unlisted');
    const report = skip(many(1003));
    expect([report.skipped.length, report.unlisted, report.lacking]).toEqual([
      1000,
      { skipped: 3, broken: 0 },
      [{ what: 'exec', alone: 1003, among: 0 }],
    ]);
  });

  test('hold a hundred broken traces, each with its last steps', () => {
    const tally = createTally(context());
    const steps = Array.from({ length: 20 }, (): Step => EXEC);
    for (const trace of many(101))
      tally.add(judgement({ ...trace, steps }, [0, 1, 0, 0], { status: 'broken', reason: 'step 12: it hung', steps: 12, brokeAt: 12 }));
    const report = tally.report();
    expect(report.unlisted).toEqual({ skipped: 0, broken: 1 });
    expect(report.broken.length).toBe(100);
    expect(report.broken[0]).toEqual({
      trace: 't-0000',
      title: 'The story of t-0000',
      reason: 'step 12: it hung',
      cause: 'it hung',
      step: 12,
      steps: steps.slice(5, 13),
      before: 5,
      again: 'ptshare replay t-0000 --on mutant:fake',
    });
  });
});
