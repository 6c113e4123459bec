import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../schemas/input-error.ts';
import { loadSuite } from '../../suites/load.ts';
import { readLines } from '../../suites/corpus.ts';
import { resolveTargets, shippedStories, themes } from '../../suites/targets.ts';
import { STORY, file, folder } from '../cli/shell.ts';

function line(id: string): string {
  return JSON.stringify({ ...STORY, id });
}

async function names(targets: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of (await loadSuite(targets)).traces()) found.push(name);
  return found;
}

describe('targets', () => {
  test('a theme, a story, a folder, a file: each file once, in a fixed order', () => {
    const [theme = ''] = themes();
    const stories = shippedStories(theme);
    const [first, second] = stories;
    expect(stories.length).toBeGreaterThan(1);
    expect(resolveTargets([theme])).toEqual(resolveTargets([theme, first?.name ?? '', first?.path ?? '']));
    expect(resolveTargets([second?.name ?? '', first?.name ?? ''])).toEqual(resolveTargets([first?.name ?? '', second?.name ?? '']));
    expect(resolveTargets([])).toHaveLength(shippedStories().length);
  });

  test('what was generated from explored worlds, when it is asked for', async () => {
    const found = await names(['generated']);
    expect(found.length).toBeGreaterThan(100);
    expect(found).toContain(`${join('suites', 'generated', 'rules.ndjson')}#explored-one-table-per-slot`);
    expect(themes()).not.toContain('generated');
  });

  test('a folder is searched to the bottom', () => {
    const place = folder();
    writeFileSync(join(place, 'b.json'), '');
    writeFileSync(join(place, 'a.ndjson'), '');
    writeFileSync(join(place, 'notes.txt'), '');
    writeFileSync(join(place, '.hidden.json'), '');
    expect(resolveTargets([place]).map(({ name, kind }) => [name, kind])).toEqual([
      [join(place, 'a.ndjson'), 'corpus'],
      [join(place, 'b.json'), 'story'],
    ]);
    expect(() => resolveTargets([folder()])).toThrow('there are no traces');
  });

  test('what the file system refuses to show is bad input', async () => {
    const place = folder();
    for (const name of ['loop', 'loop.ndjson', 'loop.json']) symlinkSync(name, join(place, name));
    for (const name of ['loop', 'loop/x', 'loop.ndjson']) {
      expect(() => resolveTargets([join(place, name)])).toThrow(InputError);
    }
    expect(() => resolveTargets(['x'.repeat(5000)])).toThrow(InputError);
    await expect(loadSuite([place])).rejects.toThrow(InputError);
  });
});

describe('suites', () => {
  test('the hash does not care for files and order, but for content', async () => {
    const together = await loadSuite([file('c.ndjson', `${line('a')}\n${line('b')}`)]);
    const apart = await loadSuite([file('b.json', line('b')), file('a.json', line('a'))]);
    expect(together.hash).toBe(apart.hash);
    expect((await loadSuite([file('c.ndjson', `${line('b')}\n${line('a')}`)])).hash).toBe(apart.hash);
    const other = { ...STORY, id: 'b', steps: STORY.steps.slice(0, 3) };
    expect((await loadSuite([file('a.json', line('a')), file('b.json', other)])).hash).not.toBe(apart.hash);
    expect(apart).toMatchObject({ count: 2, generations: ['map-shared-pt'] });
  });

  test('traces may be read again, and carry their hash', async () => {
    const corpus = file('c.ndjson', `${line('b')}\n${line('a')}\n`);
    expect(await names([corpus])).toEqual([`${corpus}#b`, `${corpus}#a`]);
    const suite = await loadSuite([corpus]);
    for (let round = 0; round < 2; round++) {
      for await (const { trace } of suite.traces()) expect(trace.hash).toMatch(/^sha256:/u);
    }
    expect(await names([`${corpus}#a`])).toEqual([`${corpus}#a`]);
  });
});

describe('corpora', () => {
  async function lines(text: string): Promise<string[]> {
    const found: string[] = [];
    for await (const { at } of readLines(file('c.ndjson', text), 'c')) found.push(at);
    return found;
  }

  test('lines are numbered from 1, empty ones left out, the last one needs no newline', async () => {
    expect(await lines('1\n\n \r\n2\r\n3')).toEqual(['c:1', 'c:4', 'c:5']);
    expect(await lines('')).toEqual([]);
    expect(await lines('1\n')).toEqual(['c:1']);
  });

  test('lines longer than what is read at once', async () => {
    const long = JSON.stringify('x'.repeat(3_000_000));
    expect(await lines(`1\n${long}\n${long}`)).toEqual(['c:1', 'c:2', 'c:3']);
  });

  test('a line without end, a file that is not there', async () => {
    await expect(lines(`1\n${'x'.repeat(18_000_000)}`)).rejects.toMatchObject({
      code: 'too-large',
      file: 'c:2',
    } satisfies Partial<InputError>);
    await expect(readLines('/no/such/file', 'c').next()).rejects.toMatchObject({ code: 'unreadable' } satisfies Partial<InputError>);
  });
});
