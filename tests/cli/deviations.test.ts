import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../schemas/generated/types.ts';
import { file, folder, ptshare } from './shell.ts';

const BODY = 'mutant:flush-own-cpu';
const RUN = ['run', 'protection', '--on', BODY, '--no-date'];
const FORMATS = 'text,json,junit,ktap,markdown';

async function report(argv: readonly string[]): Promise<Report> {
  return JSON.parse((await ptshare([...argv, '--json'])).out) as Report;
}

function listed(deviations: readonly object[]): string {
  return file('deviations.json', { format: 1, deviations });
}

/** A list of all that the body does. */
async function everything(more: object = {}): Promise<object[]> {
  const { violations } = await report(RUN);
  return violations.map(({ rule }) => ({ rule, story: '*', reason: 'known', ...more }));
}

describe('listed deviations', () => {
  test('do not fail the run, and are told in every format', async () => {
    const entries = await everything({ link: 'https://example.org/1', expires: '2999-12-31' });
    expect(entries.length).toBeGreaterThan(2);
    const out = folder();
    const ran = await ptshare([...RUN, '--deviations', listed(entries), '--format', FORMATS, '--out', out]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('CONFORMS, BUT FOR LISTED DEVIATIONS');
    const texts = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
    expect(texts).toHaveLength(5);
    for (const text of texts) expect(text).toMatch(/deviat/iu);
    const told = await report([...RUN, '--deviations', listed(entries)]);
    expect(told.violations).toEqual([]);
    expect(told.deviations?.map(({ status }) => status)).toEqual(entries.map(() => 'listed'));
    expect(told.rules.filter(({ verdict }) => verdict === 'deviated')).toHaveLength(entries.length);
  });

  test('cover only what they say: rule, story, what is expected and seen', async () => {
    const { violations } = await report(RUN);
    const group = violations.find(({ first }) => (first[0]?.permitted.length ?? 0) > 0);
    const [first] = group?.first ?? [];
    if (group === undefined || first === undefined) throw new Error('nothing was violated');
    const entry = { rule: group.rule, story: first.trace, reason: 'known', seen: first.seen, expected: `*${first.permitted[0]}*` };
    const one = await report([...RUN, '--deviations', listed([entry])]);
    expect(one.conclusion).toBe('violations');
    expect(one.violations.find(({ rule }) => rule === group.rule)?.traces ?? 0).toBe(group.traces - 1);
    const other = await report([...RUN, '--deviations', listed([{ ...entry, seen: 'something else' }])]);
    expect(other.violations).toEqual(violations);
    expect(other.deviations?.[0]).toMatchObject({ status: 'unexpected-pass', traces: 0 });
  });

  test.each([
    ['unexpected-pass', { rule: 'protect-every-cpu', story: '*' }],
    ['stale', { rule: 'protect-every-cpu', story: 'no-such-story' }],
    ['stale', { rule: 'no-such-rule', story: '*' }],
    ['expired', { rule: 'protect-every-cpu', story: '*', expires: '2020-01-01' }],
  ])('%s fails the run: %o', async (status, entry) => {
    const argv = ['run', 'protection', '--deviations', listed([{ reason: 'known', ...entry }])];
    const { code, out } = await ptshare(argv);
    expect(code).toBe(1);
    expect(out).toContain('THE LIST OF DEVIATIONS IS OUT OF DATE');
    expect(out).toContain(status);
    expect(await report(argv)).toMatchObject({ conclusion: 'outdated-deviations', deviations: [{ status }] });
    for (const [format, mark] of [
      ['junit', '<failure'],
      ['ktap', 'not ok'],
    ] as const) {
      expect((await ptshare([...argv, '--format', format])).out).toContain(mark);
    }
  });

  test('shards leave open what they cannot tell, and merge to what one run tells; threads too', async () => {
    const entries = listed([...(await everything()), { rule: 'align-start', story: 'no-such-story', reason: 'old' }]);
    const whole = await report([...RUN, '--deviations', entries]);
    expect(whole.conclusion).toBe('outdated-deviations');
    const parts = await Promise.all(['1/2', '2/2'].map((shard) => report([...RUN, '--deviations', entries, '--shard', shard])));
    expect(parts.map(({ deviations }) => deviations?.at(-1)?.status)).toEqual(['open', 'open']);
    const merged = await report(['merge', ...parts.map((part) => file('part.json', part))]);
    expect(merged).toEqual(whole);
    expect(await report([...RUN, '--deviations', entries, '--jobs', '2'])).toEqual(whole);
    const other = await report([...RUN, '--deviations', listed([]), '--shard', '2/2']);
    expect((await ptshare(['merge', file('a.json', parts[0]), file('b.json', other)])).err).toContain(
      'differ in their lists of deviations',
    );
  });

  test('a file that is no list is refused, with the place', async () => {
    const refused = async (value: unknown): Promise<string> => (await ptshare([...RUN, '--deviations', file('d.json', value)])).err;
    expect(await refused({ format: 1, deviations: [{ rule: 'align-start', story: '*' }] })).toMatch(/deviations\/0/u);
    expect(await refused({ format: 1, deviations: [{ rule: 'a', story: '*', reason: 'x', expires: '2026-02-31' }] })).toContain('bad-date');
    expect(await refused('{')).toContain('error');
    expect((await ptshare([...RUN, '--deviations', 'no-such-file.json'])).code).toBe(2);
  });
});
