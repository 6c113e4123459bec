import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { file, folder, ptshare } from './shell.ts';

/** Runs a body in shards; gives the files of the reports. */
async function shards(count: number, body: string): Promise<string[]> {
  const out = folder();
  for (let i = 1; i <= count; i++) {
    await ptshare([
      'run',
      '--on',
      body,
      '--suite',
      'protection',
      '--generated',
      '100',
      '--seed',
      '3',
      '--no-found',
      '--shard',
      `${i}/${count}`,
      '--out',
      out,
      '--quiet',
      '--no-date',
    ]);
  }
  return readdirSync(out)
    .toSorted()
    .map((name) => join(out, name));
}

describe('merge', () => {
  test.each(['reference', 'mutant:flush-own-cpu'])('%s: the shards of a run are the run', async (body) => {
    const files = await shards(3, body);
    expect(files.map((name) => name.split('.').slice(-3).join('.'))).toEqual(
      [1, 2, 3].map((i) => expect.stringContaining(`${i}-of-3.json`)),
    );
    const whole = await ptshare([
      'run',
      '--on',
      body,
      '--suite',
      'protection',
      '--generated',
      '100',
      '--seed',
      '3',
      '--no-found',
      '--json',
      '--no-date',
    ]);
    const merged = await ptshare(['merge', ...files, '--json']);
    expect(JSON.parse(merged.out)).toEqual(JSON.parse(whole.out));
    expect(merged.code).toBe(whole.code);
  });

  test('text on the screen, files where asked', async () => {
    const out = folder();
    const { code, out: screen } = await ptshare(['merge', ...(await shards(2, 'reference')), '--format', 'junit,markdown', '--out', out]);
    expect(code).toBe(0);
    expect(screen).toContain('CONFORMS');
    expect(readdirSync(out).toSorted()).toEqual(['reference.md', 'reference.xml']);
  });

  test('a missing shard is named; --gaps allow takes what there is', async () => {
    const [a = '', , c = ''] = await shards(3, 'reference');
    const refused = await ptshare(['merge', a, c]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('of 3 shards, these are missing: 2');
    const some = await ptshare(['merge', a, c, '--gaps', 'allow']);
    expect(some.code).toBe(0);
    expect(some.out).toContain('shard 1, 3 of 3');
  });

  test('the same shard twice is named with both files', async () => {
    const [a = ''] = await shards(2, 'reference');
    const { code, err } = await ptshare(['merge', a, a]);
    expect(code).toBe(2);
    expect(err).toContain('shard 1 of 2 comes twice');
  });

  test('what is no report is refused', async () => {
    const { code, out } = await ptshare(['merge', file('x.json', { format: 1 }), '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'missing-property' } });
    expect((await ptshare(['merge'])).code).toBe(2);
    expect((await ptshare(['merge', 'no-such.json'])).code).toBe(2);
    expect((await ptshare(['merge', 'x', '--gaps', 'perhaps'])).err).toContain('bad-option');
  });

  test('a report that was changed by hand does not merge', async () => {
    const [a = '', b = ''] = await shards(2, 'reference');
    const other: unknown = { ...JSON.parse(readFileSync(b, 'utf8')), profile: 'strict' };
    writeFileSync(b, JSON.stringify(other));
    const { err } = await ptshare(['merge', a, b]);
    expect(err).toContain(`${a} and ${b} differ in profile`);
  });
});
