import { describe, expect, test } from 'vitest';
import { validateTrace } from '../../schemas/validate.ts';
import { file, ptshare } from './shell.ts';

describe('refine', () => {
  test('says in JSON how much was held, and ends with 0 where all agree', async () => {
    const { code, out } = await ptshare(['refine', '--cpus', '1', '--json', '--quiet']);
    const found = JSON.parse(out) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(found).toMatchObject({ body: 'reference', held: 1940, complete: true, model: { states: 155, transitions: 1908 } });
  });

  test('ends with 1 where they do not, with a trace that can be replayed', async () => {
    const { code, out } = await ptshare(['refine', '--cpus', '1', '--json', '--quiet', '--model', 'link_not_counted']);
    const { disagreement } = JSON.parse(out) as { disagreement: { outvoted: string; trace: unknown } };
    expect([code, disagreement.outvoted]).toEqual([1, 'model']);
    expect(validateTrace(disagreement.trace).steps).toHaveLength(4);
  });

  test('refuses a body or a model that it does not know', async () => {
    expect((await ptshare(['refine', '--on', 'nobody'])).code).toBe(2);
    expect(await ptshare(['refine', '--model', 'nothing'])).toMatchObject({ code: 2, err: expect.stringContaining('unknown-model') });
  });
});

describe('import itf', () => {
  test('tells where a file is no run', async () => {
    const path = file('run.itf.json', '{ "states": [{}] }');
    expect(await ptshare(['import', 'itf', path])).toMatchObject({ code: 2, err: expect.stringContaining('/states/0') });
  });
});
