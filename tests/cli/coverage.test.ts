import { describe, expect, it } from 'vitest';
import { coverage, tabled } from '../../cli/coverage.ts';
import { generations } from '../../spec/index.ts';
import { ptshare } from './shell.ts';

describe('the tables of answers', () => {
  it('are there for every generation', () => {
    expect(new Set(tabled)).toEqual(new Set(generations.map(({ id }) => id)));
  });

  it.each(tabled)('of %s are reached by the stories that they name, but for rows with a reason', async (generation) => {
    const [found] = await coverage([generation]);
    const wrong = found!.rows.filter(({ step, reached }) => (step === undefined) !== 'never' in reached);
    expect(wrong).toEqual([]);
    expect(found!.reached).toBeGreaterThan(found!.of * 0.9);
  });
});

describe('ptshare list --coverage', () => {
  it('says how many rows there are, and why some are not reached', async () => {
    const { code, out } = await ptshare(['list', '--coverage', '--generation', 'map-shared-pt']);
    expect(code).toBe(0);
    expect(out).toMatch(/^map-shared-pt: \d+ of \d+ rows reached$/mu);
    expect(out).toContain('ftruncate EFBIG, a size beyond the largest file: The reference answers EINVAL');
  });

  it('gives every row as JSON, with the step that answers so', async () => {
    const { out } = await ptshare(['list', '--coverage', '--json']);
    const found = JSON.parse(out) as Awaited<ReturnType<typeof coverage>>;
    expect(found.map(({ generation }) => generation)).toEqual([...tabled]);
    expect(found[0]!.rows.find(({ when }) => when === 'a part of a shared mapping')?.step).toBeGreaterThan(0);
  });

  it('refuses a generation without a table', async () => {
    const { code, err } = await ptshare(['list', '--coverage', '--generation', 'map-shared']);
    expect(code).toBe(2);
    expect(err).toContain('map-shared-pt');
  });
});
