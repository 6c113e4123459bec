import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { systematicTexts } from '../../../tools/generate-docs.ts';
import { outdated, readEquivalents, sortOut } from '../../../tools/stryker/equivalents.ts';
import { SINCE, totalsOf } from '../../../tools/stryker/page.ts';
import { resultsOf, withTold } from '../../../tools/stryker/reading.ts';
import { readResults } from '../../../tools/stryker/results.ts';
import type { Results } from '../../../tools/stryker/results.ts';

const SOURCE = 'export function f(a: number): boolean {\n  return a > 0;\n}\n';
const place = (line: number, from: number, toLine: number, to: number): object => ({
  start: { line, column: from },
  end: { line: toLine, column: to },
});
const mutants = [
  { status: 'Survived', replacement: 'a >= 0', location: place(2, 10, 2, 15) },
  { status: 'NoCoverage', replacement: '{}', location: place(1, 39, 3, 2) },
  { status: 'Killed', replacement: 'true', location: place(2, 10, 2, 15) },
  { status: 'Killed', statusReason: 'otherwise: reference by default: a-story\n+ …', replacement: 'a < 1', location: place(2, 10, 2, 15) },
  { status: 'RuntimeError', replacement: 'false', location: place(2, 10, 2, 15) },
  { status: 'Timeout', replacement: 'a < 0', location: place(2, 10, 2, 15) },
  { status: 'Ignored', replacement: '""', location: place(2, 10, 2, 15) },
];
const read = resultsOf({ files: { 'reference/tlb.ts': { source: SOURCE, mutants } } } as never);
const [survivor] = read['reference/tlb.ts']?.survivors.filter(({ line }) => line === 2) ?? [];
const listed = [{ file: 'reference/tlb.ts', code: 'return a > 0;', changes: ['a > 0 → a >= 0'], why: 'No zero comes here.' }];

describe('what was found', () => {
  test('is read from the report: exceptions, loops and places that no trial meets are not told', () => {
    expect(read['reference/tlb.ts']).toMatchObject({ told: 2, otherwise: 1, threw: 1, endless: 1 });
    expect(read['reference/tlb.ts']?.survivors).toHaveLength(2);
    expect(survivor).toEqual({ line: 2, code: 'return a > 0;', was: 'a > 0', becomes: 'a >= 0' });
  });

  test('is nothing of a file in which nothing can be changed', () => {
    const asked = resultsOf({ files: {} }, ['spec/traits.ts'])['spec/traits.ts'];
    expect(asked).toMatchObject({ told: 0, threw: 0, endless: 0, survivors: [] });
    expect(asked?.hash).toMatch(/^[0-9a-f]{12}$/u);
  });

  test('of a part of the code replaces what was not told before, and nothing else', () => {
    const before = {
      ...read['reference/tlb.ts']!,
      survivors: [survivor!, { ...survivor!, becomes: 'a != 0' }, { ...survivor!, becomes: 'true' }],
    };
    const again = (status: string, statusReason?: string): unknown => {
      const [mutant] = mutants;
      const report = { files: { 'reference/tlb.ts': { source: SOURCE, mutants: [{ ...mutant, status, statusReason }] } } };
      return withTold({ 'reference/tlb.ts': before }, report as never)['reference/tlb.ts'];
    };
    const survivors = before.survivors.slice(1);
    expect(again('Survived')).toEqual({ ...before, unloadable: 0 });
    expect(again('Killed')).toEqual({ ...before, told: 3, unloadable: 0, survivors });
    expect(again('Killed', 'otherwise: reference by default: a-story')).toMatchObject({ told: 3, otherwise: 2, survivors });
    expect(again('RuntimeError')).toMatchObject({ told: 2, threw: 2, unloadable: 0, survivors });
    expect(again('RuntimeError', 'while loading: Error')).toMatchObject({ told: 2, threw: 1, unloadable: 1, survivors });
    expect(again('Timeout')).toMatchObject({ told: 2, endless: 2, survivors });
    expect(again('Ignored')).toMatchObject({ told: 2, threw: 1, endless: 1, survivors });
  });

  test('is summed up: what is listed as equivalent leaves the sum, what broke does not', () => {
    expect(totalsOf(read, [])).toMatchObject({
      caught: 2,
      otherwise: 1,
      of: 6,
      broke: 2,
      equivalent: 0,
      survivors: ['reference/tlb.ts: 2'],
    });
    expect(totalsOf(read, listed)).toMatchObject({
      caught: 2,
      otherwise: 1,
      of: 5,
      broke: 2,
      equivalent: 1,
      survivors: ['reference/tlb.ts: 1'],
    });
  });

  test('is sorted by the text of the line, so that a line may move', () => {
    const moved: Results = {
      'reference/tlb.ts': { ...read['reference/tlb.ts']!, survivors: [{ ...survivor!, line: 99 }] },
    };
    expect(sortOut(moved, listed).open.get('reference/tlb.ts')).toEqual([]);
    expect(outdated(moved, listed)).toEqual([]);
    expect(outdated({}, listed)).toHaveLength(1);
  });
});

describe('what is kept', () => {
  test('the page and the totals are made of it: else npm run generate; files that have changed since are told, and fail nothing', async () => {
    const { page, totals } = await systematicTexts();
    const written = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    const lines = (text: string): string[] => text.split('\n').filter((line) => !line.startsWith(SINCE));
    expect(lines(written('docs/generated/systematic.md'))).toEqual(lines(page));
    const beforeChanged = (text: string): string => text.slice(0, text.indexOf('changed: ['));
    expect(beforeChanged(written('detect/systematic.ts'))).toBe(beforeChanged(totals));
  });

  test('nothing is listed as equivalent that was told, and each with a sentence', () => {
    expect(outdated(readResults(), readEquivalents())).toEqual([]);
    for (const { why } of readEquivalents()) expect(why).toMatch(/^[A-Z].{15,}\.$/u);
  });
});
