import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkNoun } from '../../schemas/gate.ts';
import { parseTrace } from '../../schemas/validate.ts';
import { folder, ptshare } from './shell.ts';

describe('explore', () => {
  test('a world that holds no violation', async () => {
    const { code, out } = await ptshare(['explore', '--world', 'moves', '--json', '--no-date', '--no-found']);
    expect(code).toBe(0);
    const report = checkNoun('exploration', JSON.parse(out));
    expect(report).toMatchObject({ complete: true, conclusion: 'no-violation', states: 87, transitions: 957 });
    expect((await ptshare(['explore', '--world', 'moves', '--json', '--no-date', '--no-found'])).out).toBe(out);
  });

  test('a vice, whose shortest trace is kept', async () => {
    const kept = folder();
    const argv = ['explore', '--world', 'tiny', '--on', 'mutant:last-out-keeps-host', '--found', kept];
    const { code, out } = await ptshare(argv);
    expect(code).toBe(1);
    expect(out).toMatch(/VIOLATIONS[\s\S]*last-out-frees \(shortest trace: 3 steps\)/u);
    const [name = ''] = readdirSync(kept);
    const trace = parseTrace(readFileSync(join(kept, name)), name);
    expect(trace).toMatchObject({ origin: { kind: 'explored', goal: 'last-out-frees' }, rules: ['last-out-frees'] });
    expect((await ptshare(['run', join(kept, name), '--on', 'mutant:last-out-keeps-host'])).code).toBe(1);
  });

  test('a world of another generation, and a vice whose trace is one of it', async () => {
    const argv = ['explore', '--generation', 'mshare-call', '--no-date'];
    const { code, out } = await ptshare([...argv, '--json', '--no-found']);
    expect(code).toBe(0);
    expect(checkNoun('exploration', JSON.parse(out))).toMatchObject({ complete: true, generation: 'mshare-call', states: 326 });
    const kept = folder();
    expect((await ptshare([...argv, '--on', 'mutant:share-ends-with-creator', '--found', kept])).code).toBe(1);
    const [name = ''] = readdirSync(kept);
    expect(parseTrace(readFileSync(join(kept, name)), name).generation).toBe('mshare-call');
    expect((await ptshare(['run', join(kept, name), '--on', 'mutant:share-ends-with-creator'])).code).toBe(1);
    expect((await ptshare([...argv, '--world', 'tiny'])).code).toBe(2);
    expect((await ptshare(['explore', '--generation', 'msharefs-2'])).code).toBe(2);
  });

  test("bounds and calls of one's own", async () => {
    const argv = ['explore', '--calls', 'mmap eligible,load', '--cpus', '1', '--json', '--no-date', '--no-found'];
    const report = checkNoun('exploration', JSON.parse((await ptshare(argv)).out));
    expect(report.world).toMatchObject({ cpus: 1, alphabet: ['mmap eligible', 'load'] });
    expect(report.coverage.partitions.map(({ partition }) => partition)).toEqual([
      'mmap eligible',
      'load page',
      'load next byte',
      'load nothing there',
    ]);
  });

  test('goes on where a checkpoint ends', async () => {
    const file = join(folder(), 'moves.checkpoint');
    const argv = ['explore', '--world', 'moves', '--json', '--no-date', '--no-found', '--checkpoint', file];
    const first = await ptshare(argv);
    expect(existsSync(file)).toBe(true);
    expect((await ptshare(argv)).out).toBe(first.out);
    const other = await ptshare(['explore', '--world', 'types', '--checkpoint', file, '--no-found']);
    expect(other.code).toBe(2);
  });

  test.each([
    [['--world', 'nowhere'], 'unknown-world'],
    [['--calls', 'mmap elegible'], 'unknown-partition'],
    [['--processes', '9'], 'too-large'],
    [['--on', 'module:x.mjs'], 'not-ours'],
    [['--on', 'referense'], 'unknown-body'],
    [['--profile', 'lax'], 'unknown-profile'],
    [['--memory', '1'], 'bad-option'],
  ])('%j is refused', async (argv, code) => {
    const ran = await ptshare(['explore', '--json', ...argv]);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out)).toMatchObject({ error: { code } });
  });
});

describe('generate', () => {
  test('writes the traces of a world, and says what it does not reach', async () => {
    const place = folder();
    const { code, out } = await ptshare(['generate', '--goal', 'errnos,transitions', '--world', 'moves', '--out', place]);
    expect(code).toBe(0);
    expect(out).toMatch(/errnos\.ndjson: \d+ traces with \d+ steps for errnos/u);
    expect(readdirSync(place)).toEqual(['errnos.ndjson', 'transitions.ndjson']);
    expect((await ptshare(['run', place])).code).toBe(0);
  });

  test('refuses another goal', async () => {
    expect((await ptshare(['generate', '--goal', 'glory'])).code).toBe(2);
  });
});
