/** The simulator in Python conforms, as far as its answers tell. */
import { describe, expect, it } from 'vitest';
import { NOT_SAID, example, here, judged, otherSkips, withVerdict } from './judged.ts';

const PROGRAM = `python3 '${example('python-sharing/body.py')}'`;

/** Its README says so. */
const LEFT_OUT = ['fallocate', 'fallocate, fstat', 'fstat'].map((calls) => `the body does not support ${calls}`);

describe('the simulator in Python', () => {
  it('conforms by all stories', async ({ skip }) => {
    skip(!here('python3'), 'no python3 here');
    const { code, report } = await judged(PROGRAM);
    expect({ code, violated: withVerdict(report, 'violated') }).toEqual({ code: 0, violated: [] });
    expect([new Set(otherSkips(report)), report.traces.broken]).toEqual([new Set(LEFT_OUT), 0]);
  });

  it('leaves unseen only what it shows nothing of', async ({ skip }) => {
    skip(!here('python3'), 'no python3 here');
    const { report } = await judged(PROGRAM);
    const reasons = report.rules.filter(({ id, verdict }) => verdict === 'unseen' && !NOT_SAID.includes(id)).map(({ unseen }) => unseen);
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatch(/^the body does not show /u);
  });
});
